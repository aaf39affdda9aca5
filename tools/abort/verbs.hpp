#pragma once
#include "common/run_tool.hpp"

namespace liftoff::tools {

/// What liftoff-abort does: shows what is running, asks, ends it. Returns the exit status.
int abort_running(const Tool& tool, const options::Options& options);

}  // namespace liftoff::tools
