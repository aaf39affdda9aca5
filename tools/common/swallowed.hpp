#pragma once
#include "cli/command_line.hpp"
#include "common/run_tool.hpp"

namespace liftoff::tools {

/// What an option that takes several words has taken, and was hardly meant to: a script, where none is left (Errors:
/// Usage), or the name of an experiment, which is worth a warning.
void check_swallowed(const cli::CommandLine& line, const Tool& tool);

}  // namespace liftoff::tools
