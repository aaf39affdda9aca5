#pragma once
// What an experiment has alive.
#include <string>
#include <vector>

#include <liftoff/export.hpp>

#include "abort/open_runs.hpp"
#include "experiment/open_experiment.hpp"
#include "posix/process.hpp"
#include "posix/process_tree.hpp"

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

/// Nothing where the experiment can't be opened. Errors: System.
LIFTOFF_TOOLS_API LiveParts find_live_parts(const experiment::ExperimentRef& experiment);
/// The same of an experiment whose open runs were looked at.
LiveParts live_parts(const experiment::OpenExperiment& experiment, const std::vector<OpenRun>& runs);
/// What the dead keepers of these runs, and launchers of the original, left running.
posix::Belongs programs_of_the_dead(int experiment, const std::vector<OpenRun>& runs);

}  // namespace liftoff::abort
