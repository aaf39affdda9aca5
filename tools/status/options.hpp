#pragma once
#include <cstddef>
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

/// Columns that a line on standard output may take: those of the terminal, else $COLUMNS, else 0 (any number).
std::size_t output_width();
/// All of it, or a System error.
void put(const std::string& text);

/// -w: until `q` or a signal. Returns the exit status.
int watch_experiments(const StatusOptions& options, const report::Style& style);
/// --runs, --explain and --follow.
int show_runs(const StatusOptions& options, const report::Style& style);
int explain_run(const StatusOptions& options, const report::Style& style);
int follow_run(const StatusOptions& options, const report::Style& style);

}  // namespace liftoff::tools
