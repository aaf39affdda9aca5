#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "metrics/metric.hpp"

namespace liftoff::metrics {

/// What runs have measured, one column for each metric of each file (`step__10__m.csv` counts as `m.csv`): a number is
/// never compared with one of another file, whichever files a run has.
class MetricColumns {
 public:
  /// `rank`: of the pattern that the file fits.
  std::uint32_t number_of(std::size_t rank, std::string_view file, const Metric& metric);
  /// Notes what a file says of the best row.
  void note(const FileMetrics& found);

  std::size_t size() const { return columns_.size(); }
  /// Whether any run has a number there, and not only nulls.
  bool is_measured(std::uint32_t number) const { return columns_[number].measured; }
  /// What columns are called, each by another name: the metric's own in the file of the most important pattern, behind
  /// the file's name in others ("log.loss").
  std::vector<std::string> names() const;
  /// Whether a best row was asked for and no file of several rows has that metric.
  bool lacks_best() const { return any_rows_ && !any_best_; }

 private:
  struct Column {
    std::size_t rank = 0;
    std::string file, name;
    bool measured = false;
  };
  std::vector<std::size_t> order() const;
  static std::string name_of(const Column& column, std::unordered_set<std::string>& taken);

  std::vector<Column> columns_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  bool any_rows_ = false, any_best_ = false;
};

}  // namespace liftoff::metrics
