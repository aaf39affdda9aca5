#pragma once
// The table of experiments.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <liftoff/export.hpp>
#include <liftoff/status.hpp>

#include "report/color.hpp"

namespace liftoff::report {

/// What -s takes.
enum class SortKey {
  Pid,
  Timestamp,
  Experiment,
  Running,
  Crashed,
  Lost,
  Succeeded,
  Done,
  Total,
  TimeLeft,
  Parallelism,
  AverageTime,
  TimePerRun,
  Comment
};

/// A column's title, or one of the parts of `R + C + L + S = Done / Total`, in any case and with or without its blanks
/// and dots. Errors: Usage, with all that there are.
LIFTOFF_TOOLS_API SortKey parse_sort_key(std::string_view text);
/// Smallest first; what has no value comes last. Keeps the order of equals.
LIFTOFF_TOOLS_API void sort_experiments(std::vector<ExperimentSummary>& experiments, SortKey key);

struct StatusView {
  bool brief = false;     ///< the short table: no times
  std::size_t width = 0;  ///< columns of the terminal; 0: no limit
  bool legend = false;
  double now = 0;  ///< Unix seconds
};

/// Lines with their newlines. Without experiments: none.
LIFTOFF_TOOLS_API std::vector<std::string> status_lines(const std::vector<ExperimentSummary>& experiments,
                                                        const StatusView& view, const Style& style);

/// The document of `--json`, with its newline.
LIFTOFF_TOOLS_API std::string status_json(const std::vector<ExperimentSummary>& experiments);

}  // namespace liftoff::report
