#include "metrics/spread.hpp"

#include <cmath>

namespace liftoff::metrics {

void Spread::add(double value) {
  least_ = count_ == 0 ? value : std::fmin(least_, value);
  greatest_ = count_ == 0 ? value : std::fmax(greatest_, value);
  ++count_;
  if (!std::isfinite(value)) {
    special_ = special_.value_or(0) + value;
    return;
  }
  // Welford's recurrence: no loss where the mean is large against the deviation.
  const double delta = value - mean_;
  mean_ += delta / static_cast<double>(count_);
  squares_ += delta * (value - mean_);
}

double Spread::deviation() const {
  if (special_ && count_ > 1) return std::nan("");
  return count_ < 2 ? 0 : std::sqrt(squares_ / static_cast<double>(count_ - 1));
}

}  // namespace liftoff::metrics
