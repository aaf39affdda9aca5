#pragma once
// Ending experiments: launchers, keepers, and what dead keepers left running.
#include <chrono>
#include <string>
#include <vector>

#include <liftoff/export.hpp>

#include "experiment/experiments.hpp"
#include "posix/process.hpp"

namespace liftoff::abort {

struct AbortReport {
  int ended = 0;     ///< processes
  int recorded = 0;  ///< runs that this process recorded as crashed
  std::vector<posix::ProcessId> survivors;
  std::vector<std::string> elsewhere;
  std::string unmarked;  ///< why the mark could not be written; empty: it was
};

/// Marks the experiment, ends everything alive of it and records what its dead keepers can't. Looks again until a
/// look finds nothing new. Errors: System, where the experiment can't be opened.
LIFTOFF_TOOLS_API AbortReport abort_experiment(const experiment::ExperimentRef& experiment,
                                               std::chrono::milliseconds grace);

}  // namespace liftoff::abort
