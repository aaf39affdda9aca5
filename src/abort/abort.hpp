#pragma once
// Ending experiments: launchers, keepers, and what dead keepers left running.
#include <chrono>
#include <string>
#include <vector>

#include <liftoff/export.hpp>

#include "experiment/experiments.hpp"
#include "experiment/run_record.hpp"

namespace liftoff::abort {

/// What is alive of one experiment on this machine, each proven: launchers and keepers hold the lock of their file and
/// have it open; programs of dead keepers bear the run's token or session (keeper/traces.hpp), those of the original
/// its --timestamp and --ppid.
struct LiveParts {
  experiment::ExperimentRef experiment;
  std::vector<posix::ProcessId> launchers;
  std::vector<posix::ProcessId> keepers;
  std::vector<posix::ProcessId> idle_keepers;  ///< hold a slot, and no run that is on record
  std::vector<posix::ProcessId> programs;      ///< of dead keepers
  std::vector<std::string> elsewhere;          ///< "HOST": alive for all we know, where we can't reach
  bool any() const { return !launchers.empty() || !keepers.empty() || !idle_keepers.empty() || !programs.empty(); }
};

LIFTOFF_TOOLS_API LiveParts find_live_parts(const experiment::ExperimentRef& experiment);

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
