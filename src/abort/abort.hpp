#pragma once
// Ending experiments: launchers, keepers, and what dead keepers left running.
#include <chrono>
#include <set>
#include <string>
#include <vector>

#include <liftoff/export.hpp>

#include "abort/open_runs.hpp"
#include "experiment/experiments.hpp"
#include "posix/process.hpp"

namespace liftoff::abort {

struct AbortReport {
  int ended = 0;     ///< processes
  int recorded = 0;  ///< runs that this process recorded as crashed
  std::vector<posix::ProcessInfo> survivors;
  std::set<std::string> hosts, users;  ///< of those that can't be reached, as LiveParts has them
  Blind blind;                         ///< the same
  std::string unmarked;                ///< why the mark could not be written; empty: it was
  bool is_complete() const { return survivors.empty() && hosts.empty() && users.empty() && blind.empty(); }
};

/// Marks the experiment, ends everything alive of it and records what its dead keepers can't. Looks again until a
/// look finds nothing new. Where there was nothing to end, no mark is left. Errors: System, where the experiment can't
/// be opened.
LIFTOFF_TOOLS_API AbortReport abort_experiment(const experiment::ExperimentRef& experiment,
                                               std::chrono::milliseconds grace);

}  // namespace liftoff::abort
