#pragma once
// What liftoff-results does, one form a file. All return the exit status.
#include "common/run_tool.hpp"

namespace liftoff::tools {

/// The files that runs dumped, or the runs' folders.
int print_files(const Tool& tool, const options::Options& options);
/// A request of the Python package, from standard input.
int answer_python(const Tool& tool);

int show_table(const Tool& tool, const options::Options& options);
/// -w: the same, until `q` or a signal.
int watch_table(const Tool& tool, const options::Options& options);
int show_errors(const Tool& tool, const options::Options& options);
int show_diff(const Tool& tool, const options::Options& options);

}  // namespace liftoff::tools
