#pragma once
// Numbers that scripts dump: JSON and YAML objects, JSON Lines, CSV and TSV.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <liftoff/export.hpp>

#include "results/complaint.hpp"

namespace liftoff::metrics {

struct Metric {
  std::string name;      ///< members of members are joined with dots
  double value = 0;      ///< booleans are 0 and 1
  bool measured = true;  ///< false for the null of an object, by which JSON says NaN; the value is NaN then
  bool operator==(const Metric&) const = default;
};
/// In the order in which the file has them, each name once. What is no number is left out, and so is null in rows.
using Metrics = std::vector<Metric>;

/// Which row of a file that has several: the last, or the one in which a metric is best.
struct RowChoice {
  std::optional<std::string> best;  ///< the metric's name, or `<name of the file without its ending>.<name>`
  bool least_is_best = false;
};
/// `last`, `best:METRIC`, `best:METRIC:min` or `best:METRIC:max`. Errors: Usage.
LIFTOFF_TOOLS_API RowChoice parse_row_choice(std::string_view text);

/// Whether less is better, going by the metric's name (loss, error, perplexity, …).
bool less_is_better(std::string_view metric);

/// How far the end of a file can be trusted.
enum class FileEnd {
  Whole,     ///< its run succeeded
  Growing,   ///< its run goes on: a last row without its line end is passed over
  CutShort,  ///< its run crashed or is lost: the same, and it is complained about
};

struct FileMetrics {
  Metrics metrics;
  bool has_rows = false;  ///< whether it is of a kind that has several
  bool has_best = false;  ///< whether any row has the metric that the choice names
};
/// Reads a file by the ending of its name (without its version). What is broken is complained about, at most once, and
/// the sound rows before it count.
FileMetrics parse_metrics(std::string_view text, std::string_view file, const RowChoice& choice, FileEnd end,
                          const results::Complaint& complain);

/// Whether the last rows of a file of this name, and its first line, say all that the choice asks for.
bool ends_suffice(std::string_view file, const RowChoice& choice);

/// "log" of "log.csv".
std::string_view stem_of(std::string_view file);

}  // namespace liftoff::metrics
