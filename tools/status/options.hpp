#pragma once
#include <optional>
#include <string>

#include <liftoff/status.hpp>

#include "report/status_table.hpp"

namespace liftoff::tools {

struct StatusOptions {
  StatusQuery query;
  bool brief = false, json = false, runs = false;
  std::string sort, state, explain, follow;
  std::optional<report::SortKey> key;
  std::optional<double> watch;  ///< seconds between redraws, at least
};

/// -w: until `q` or a signal. Returns the exit status.
int watch_experiments(const StatusOptions& options, const report::Style& style);
/// --runs, --explain and --follow.
int show_runs(const StatusOptions& options, const report::Style& style);
int explain_run(const StatusOptions& options, const report::Style& style);
int follow_run(const StatusOptions& options, const report::Style& style);

}  // namespace liftoff::tools
