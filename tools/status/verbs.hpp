#pragma once
// What liftoff-status does, one file each. All return the exit status.
#include "common/run_tool.hpp"

namespace liftoff::tools {

/// The table of experiments.
int show_experiments(const Tool& tool, const options::Options& options);
/// -w: the same, until `q` or a signal.
int watch_experiments(const Tool& tool, const options::Options& options);
/// --runs.
int show_runs(const Tool& tool, const options::Options& options);
/// -w --runs: the same, until `q` or a signal.
int watch_runs(const Tool& tool, const options::Options& options);
/// --explain.
int explain_run(const Tool& tool, const options::Options& options);
/// --follow.
int follow_run(const Tool& tool, const options::Options& options);

}  // namespace liftoff::tools
