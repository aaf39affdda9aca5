#pragma once
// What liftoff-abort writes into an experiment.
#include <chrono>
#include <string>

#include "abort/open_runs.hpp"

namespace liftoff::abort {

/// Leaves the mark that keeps anything of the experiment from being started. What kept it from being written; empty
/// where it stands. A disk that is full takes an empty one, and a launch that fills the disk must be ended even if
/// there is no room for that.
std::string leave_mark(int experiment, std::chrono::milliseconds grace);

/// Records the end of a run whose keeper is dead and whose programs were ended. False where it is none, or stays lost,
/// which is true as well.
bool record_aborted(int experiment, const OpenRun& run);

}  // namespace liftoff::abort
