#pragma once
// Numbers that scripts dump: JSON and YAML objects, JSON Lines, CSV and TSV.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/complaint.hpp"

namespace liftoff {

/// Names and numbers in the order in which the file has them. Members of members are joined with dots; booleans
/// are 0 and 1; what is no number is left out, and so is null.
using Metrics = std::vector<std::pair<std::string, double>>;

/// Which row of a file that has several: the last, or the one in which a metric is best.
struct RowChoice {
  std::optional<std::string> best;
  bool least_is_best = false;
};
/// `last`, `best:METRIC`, `best:METRIC:min` or `best:METRIC:max`. Errors: Usage.
RowChoice parse_row_choice(std::string_view text);

/// Whether less is better, going by the metric's name (loss, error, perplexity, …).
bool less_is_better(std::string_view metric);

/// Reads a file by the ending of its name. What is broken is complained about, and the sound rows before it count;
/// a last row that is cut short is no complaint while the file is still `growing`.
Metrics parse_metrics(std::string_view text, std::string_view file, const RowChoice& choice, bool growing, const Complaint& complain);

}  // namespace liftoff
