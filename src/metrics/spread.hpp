#pragma once
#include <cstddef>
#include <optional>

namespace liftoff::metrics {

/// A metric over repetitions. The deviation is that of a sample (n - 1). With infinities and NaN among the values the
/// mean is what adding them gives, and the deviation NaN.
class Spread {
 public:
  void add(double value);
  void add(const Spread& other);
  std::size_t count() const { return count_; }
  double mean() const { return special_ ? *special_ : mean_; }
  double deviation() const;  ///< 0 for a single value
  double least() const { return least_; }
  double greatest() const { return greatest_; }

 private:
  std::size_t count_ = 0;
  double mean_ = 0, squares_ = 0, least_ = 0, greatest_ = 0;
  std::optional<double> special_;  ///< the sum of those that are not finite
};

}  // namespace liftoff::metrics
