#pragma once
// Which row of a file that has several.
#include <optional>
#include <string>
#include <string_view>

#include <liftoff/export.hpp>

namespace liftoff::metrics {

/// The last row, or the one in which a metric is best.
struct RowChoice {
  std::optional<std::string> best;  ///< the metric's name, or `<name of the file without its ending>.<name>`
  bool least_is_best = false;
};
/// `last`, `best:METRIC`, `best:METRIC:min` or `best:METRIC:max`. Errors: Usage, also where nobody says which is best.
LIFTOFF_TOOLS_API RowChoice parse_row_choice(std::string_view text);

/// Whether less is better, where the metric's name says it: loss, error, … or accuracy, reward, …, and not both.
std::optional<bool> less_is_better(std::string_view metric);

}  // namespace liftoff::metrics
