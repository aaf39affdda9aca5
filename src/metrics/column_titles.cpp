#include "metrics/column_titles.hpp"

#include <algorithm>

#include "metrics/short_names.hpp"

namespace liftoff::metrics {

namespace {

/// Columns that are there besides.
const std::unordered_set<std::string> others{"experiment", "configuration", "run", "n"};

void prefix_until_new(std::string& title, std::string_view prefix, std::unordered_set<std::string>& taken) {
  while (!taken.insert(title).second) title.insert(0, prefix);
}

}  // namespace

std::optional<std::string_view> without_prefix(std::string_view name, std::string_view prefix) {
  return name.starts_with(prefix) ? std::optional(name.substr(prefix.size())) : std::nullopt;
}

ColumnTitles column_titles(const std::vector<std::string>& keys, const std::vector<std::string>& metrics) {
  const std::unordered_set<std::string> measured(metrics.begin(), metrics.end());
  ColumnTitles titles{short_names(keys), metrics};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    auto& title = titles.parameters[i];
    if (measured.contains(title) || others.contains(title)) title = keys[i];
    if (measured.contains(title)) title.insert(0, parameter_prefix);
  }
  for (auto& title : titles.metrics)
    if (std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return key == title || ends_in(key, title); }))
      title.insert(0, metric_prefix);
  tell_apart(titles, others);
  return titles;
}

void tell_apart(ColumnTitles& titles, std::unordered_set<std::string> taken) {
  const std::unordered_set<std::string> parameters(titles.parameters.begin(), titles.parameters.end());
  const std::unordered_set<std::string> metrics(titles.metrics.begin(), titles.metrics.end());
  for (auto& title : titles.parameters)
    if (metrics.contains(title)) title.insert(0, parameter_prefix);
  for (auto& title : titles.metrics)
    if (parameters.contains(title)) title.insert(0, metric_prefix);
  for (auto& title : titles.metrics)
    if (!title.empty()) prefix_until_new(title, metric_prefix, taken);
  for (auto& title : titles.parameters) prefix_until_new(title, parameter_prefix, taken);
}

}  // namespace liftoff::metrics
