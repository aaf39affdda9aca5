#pragma once
// What liftoff does, one file each. All return the exit status.
#include "common/run_tool.hpp"
#include "launch/launch.hpp"

namespace liftoff::tools {

/// The options, as a launch wants them: GPUs resolved. Errors: Usage.
launch::LaunchRequest launch_request(const options::Options& options);

int launch_runs(const Tool& tool, const options::Options& options);
/// --dry-run.
int show_plan(const Tool& tool, const options::Options& options);
/// --print-config: for the Python package.
int print_config(const Tool& tool, const options::Options& options);
/// --keep: one run, by a keeper that knows of its launch only from a file.
int keep_run(const options::Options& options);

}  // namespace liftoff::tools
