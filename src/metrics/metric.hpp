#pragma once
// Numbers that scripts dump, by name.
#include <string>
#include <string_view>
#include <vector>

namespace liftoff::metrics {

struct Metric {
  std::string name;      ///< members of members are joined with dots
  double value = 0;      ///< booleans are 0 and 1
  bool measured = true;  ///< false for the null of an object, by which JSON says NaN; the value is NaN then
  bool operator==(const Metric&) const = default;
};
/// In the order in which the file has them, each name once. What is no number is left out, and so is null in rows.
using Metrics = std::vector<Metric>;

struct FileMetrics {
  Metrics metrics;
  bool has_rows = false;  ///< whether it is of a kind that has several
  bool has_best = false;  ///< whether any row has the metric that the choice names
  bool has_gaps = false;  ///< whether its header names columns in which no row has a number
};

/// "log" of "log.csv".
inline std::string_view stem_of(std::string_view file) { return file.substr(0, file.rfind('.')); }

}  // namespace liftoff::metrics
