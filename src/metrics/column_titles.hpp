#pragma once
// What columns are called: no two alike, and each by a name that means nothing else.
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace liftoff::metrics {

constexpr std::string_view metric_prefix = "metric.", parameter_prefix = "parameter.";

/// What stands behind the prefix; nothing where it has none.
std::optional<std::string_view> without_prefix(std::string_view name, std::string_view prefix);

/// In the order of what was given.
struct ColumnTitles {
  std::vector<std::string> parameters, metrics;
};

/// Parameters have the shortest suffix of their keys that tells them apart. Where a parameter can be called as a metric
/// is, both have other names: the metric `metric.lr`, the parameter its whole key, or `parameter.lr`. Metrics without a
/// name have none.
ColumnTitles column_titles(const std::vector<std::string>& keys, const std::vector<std::string>& metrics);

/// Puts the prefixes before titles that are among both, and as often as makes each different from all others and from
/// `taken`.
void tell_apart(ColumnTitles& titles, std::unordered_set<std::string> taken);

}  // namespace liftoff::metrics
