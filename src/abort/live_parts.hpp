#pragma once
// What an experiment has alive.
#include <set>
#include <string>
#include <vector>

#include <liftoff/export.hpp>

#include "abort/look.hpp"
#include "abort/open_runs.hpp"
#include "experiment/open_experiment.hpp"
#include "posix/process.hpp"
#include "posix/process_tree.hpp"

namespace liftoff::abort {

/// What is alive of one experiment on this machine, each proven: launchers and keepers hold the lock of their file and
/// have it open; programs of dead keepers bear the run's token or session (keeper/traces.hpp), those of the original
/// its --timestamp and --ppid and work in its folder.
struct LiveParts {
  experiment::ExperimentRef experiment;
  std::vector<posix::ProcessId> launchers;
  std::vector<posix::ProcessId> keepers;
  std::vector<posix::ProcessId> idle_keepers;  ///< hold a slot, and no run that is on record
  std::vector<posix::ProcessId> programs;      ///< of dead keepers
  std::set<std::string> hosts;                 ///< where runs are alive for all we know, and we can't reach them
  std::set<std::string> users;                 ///< other users whose processes keep runs here
  Blind blind;                                 ///< what could not be looked at
  bool any() const { return !launchers.empty() || !keepers.empty() || !idle_keepers.empty() || !programs.empty(); }
  /// Whether all that is left are keepers that nobody gives orders: they are ending.
  bool is_ending() const { return !idle_keepers.empty() && launchers.empty() && keepers.empty() && programs.empty(); }
};

/// What can't be looked at is in `blind`. Errors: none.
LIFTOFF_TOOLS_API LiveParts find_live_parts(const experiment::ExperimentRef& experiment, Look& look);
/// The same of an experiment whose open runs were looked at.
LiveParts live_parts(const experiment::OpenExperiment& experiment, const std::vector<OpenRun>& runs, Look& look);
/// What launchers of the original left running of the experiment.
posix::Belongs original_programs(int experiment);

}  // namespace liftoff::abort
