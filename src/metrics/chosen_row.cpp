#include "metrics/chosen_row.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "metrics/column_titles.hpp"

namespace liftoff::metrics {

ChosenRow::ChosenRow(const RowChoice& choice, std::string_view file) : least_is_best_(choice.least_is_best) {
  if (!choice.best) return;
  best_.push_back(*choice.best);
  for (const auto& prefix : {std::string(stem_of(file)) + ".", std::string(metric_prefix)})
    if (choice.best->starts_with(prefix)) best_.push_back(choice.best->substr(prefix.size()));
}

std::size_t ChosenRow::place_of(const std::string& name) {
  const auto [it, added] = places_.try_emplace(name, last_.size());
  if (added) last_.emplace_back();
  return it->second;
}

void ChosenRow::see(const Metrics& row) {
  if (row.empty()) return;
  for (const auto& metric : row) last_[place_of(metric.name)] = metric;
  if (best_.empty()) return;
  const auto number = judged(row);
  has_best_ = has_best_ || number;
  if (!is_better(number)) return;
  before_ = number;
  best_values_ = last_;
}

FileMetrics ChosenRow::take() {
  FileMetrics found;
  found.has_rows = true;
  found.has_best = has_best_;
  for (auto& metric : best_.empty() ? last_ : best_values_) {
    if (metric) found.metrics.push_back(std::move(*metric));
    else found.has_gaps = true;
  }
  return found;
}

/// As long as no row has the metric, each is better than the one before.
bool ChosenRow::is_better(const std::optional<double>& number) const {
  if (!before_) return true;
  return number && (least_is_best_ ? *number < *before_ : *number > *before_);
}

std::optional<double> ChosenRow::judged(const Metrics& row) const {
  const auto it = std::find_if(row.begin(), row.end(), [&](const Metric& metric) {
    return std::find(best_.begin(), best_.end(), metric.name) != best_.end();
  });
  return it == row.end() || std::isnan(it->value) ? std::nullopt : std::optional(it->value);
}

}  // namespace liftoff::metrics
