#pragma once
// One look at one experiment: what its tally says, with every doubtful run judged.
#include <vector>

#include <liftoff/status.hpp>

#include "experiment/launchers.hpp"
#include "experiment/machine.hpp"
#include "experiment/open_experiment.hpp"
#include "experiment/run_ref.hpp"
#include "experiment/run_state.hpp"
#include "status/tally_reader.hpp"

namespace liftoff::status {

/// A run that was started and is not known to have ended, judged now.
struct JudgedRun {
  experiment::RunRef run;
  experiment::RunState state;
  experiment::RunRecord record;
};

struct Look {
  ExperimentSummary summary;
  std::vector<JudgedRun> open;
  std::vector<experiment::LauncherInfo> launchers;
  // What the estimates are made of:
  EndedTimes times;
  std::vector<double> running_since;  ///< Unix seconds; 0 where unknown
  bool launching = false;             ///< someone will start the waiting runs
};

/// Judges what is unsettled and sums up. Errors: System.
Look judge_experiment(const experiment::OpenExperiment& experiment, const TallySource& source,
                      experiment::Machine& machine);

/// read_tally() and judge_experiment(). Never throws for what the experiment holds: that is a problem of the summary.
Look look_at(int results_folder, const experiment::ExperimentRef& ref, bool rescan, experiment::Machine& machine);

}  // namespace liftoff::status
