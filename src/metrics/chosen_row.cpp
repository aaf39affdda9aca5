#include "metrics/chosen_row.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace liftoff::metrics {

ChosenRow::ChosenRow(const RowChoice& choice, std::string_view file)
    : best_(choice.best), least_is_best_(choice.least_is_best) {
  const auto prefix = std::string(stem_of(file)) + ".";
  if (best_ && best_->starts_with(prefix)) also_ = best_->substr(prefix.size());
}

void ChosenRow::see(Metrics row) {
  if (row.empty()) return;
  if (best_) {
    const auto number = judged(row);
    has_best_ = has_best_ || number;
    if (!is_better(number)) return;
    before_ = number;
  }
  row_ = std::move(row);
}

/// As long as no row has the metric, each is better than the one before.
bool ChosenRow::is_better(const std::optional<double>& number) const {
  if (!before_) return true;
  return number && (least_is_best_ ? *number < *before_ : *number > *before_);
}

std::optional<double> ChosenRow::judged(const Metrics& row) const {
  const auto it = std::find_if(row.begin(), row.end(),
                               [&](const Metric& metric) { return metric.name == *best_ || metric.name == also_; });
  return it == row.end() || std::isnan(it->value) ? std::nullopt : std::optional(it->value);
}

}  // namespace liftoff::metrics
