#pragma once
#include "common/run_tool.hpp"

namespace liftoff::tools {

/// What liftoff-prepare does, whichever of --clean, --force and --dry-run is asked for. Returns the exit status.
int prepare_experiment(const Tool& tool, const options::Options& options);

}  // namespace liftoff::tools
