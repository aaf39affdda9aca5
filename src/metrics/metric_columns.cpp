#include "metrics/metric_columns.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace liftoff::metrics {

std::uint32_t MetricColumns::number_of(std::size_t rank, std::string_view file, const Metric& metric) {
  auto key = std::string(file) + '\0' + metric.name;
  const auto [it, added] = numbers_.try_emplace(std::move(key), static_cast<std::uint32_t>(columns_.size()));
  if (added) columns_.push_back({rank, std::string(file), metric.name, false});
  auto& column = columns_[it->second];
  column.measured = column.measured || metric.measured;
  return it->second;
}

void MetricColumns::note(const FileMetrics& found) {
  any_rows_ = any_rows_ || (found.has_rows && !found.metrics.empty());
  any_best_ = any_best_ || found.has_best;
}

/// The most important ones first.
std::vector<std::size_t> MetricColumns::order() const {
  std::vector<std::size_t> order(columns_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return columns_[a].rank < columns_[b].rank; });
  return order;
}

/// The shortest name that none has `taken`. Columns that nobody measured take none.
std::string MetricColumns::name_of(const Column& column, std::unordered_set<std::string>& taken) {
  for (auto& name : {column.name, fmt::format("{}.{}", stem_of(column.file), column.name),
                     fmt::format("{}.{}", column.file, column.name)})
    if (!column.measured || taken.insert(name).second) return name;
  return fmt::format("{}/{}", column.file, column.name);
}

std::vector<std::string> MetricColumns::names() const {
  std::vector<std::string> names(columns_.size());
  std::unordered_set<std::string> taken;
  for (const auto i : order()) names[i] = name_of(columns_[i], taken);
  return names;
}

}  // namespace liftoff::metrics
