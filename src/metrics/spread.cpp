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

void Spread::add(const Spread& other) {
  if (other.count_ == 0) return;
  least_ = count_ == 0 ? other.least_ : std::fmin(least_, other.least_);
  greatest_ = count_ == 0 ? other.greatest_ : std::fmax(greatest_, other.greatest_);
  const auto mine = static_cast<double>(count_), others = static_cast<double>(other.count_);
  const double delta = other.mean_ - mean_;
  count_ += other.count_;
  mean_ += delta * others / (mine + others);
  squares_ += other.squares_ + delta * delta * mine * others / (mine + others);
  if (other.special_) special_ = special_.value_or(0) + *other.special_;
}

double Spread::deviation() const {
  if (special_ && count_ > 1) return std::nan("");
  return count_ < 2 ? 0 : std::sqrt(squares_ / static_cast<double>(count_ - 1));
}

}  // namespace liftoff::metrics
