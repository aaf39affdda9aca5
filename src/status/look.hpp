#pragma once
// One look at one experiment: the tally of its runs, brought up to date, and every doubtful run judged.
#include <optional>
#include <string>
#include <vector>

#include <liftoff/status.hpp>

#include "experiment/experiments.hpp"
#include "experiment/judge_run.hpp"
#include "experiment/launchers.hpp"
#include "experiment/machine.hpp"
#include "status/tally.hpp"

namespace liftoff::status {

/// A run that was started and is not known to have ended, judged now.
struct JudgedRun {
  std::string run;  ///< relative folder, "." for the experiment itself
  experiment::RunState state;
  experiment::RunRecord record;
};

struct Look {
  ExperimentSummary summary;
  std::vector<JudgedRun> open;
  std::vector<experiment::LauncherInfo> launchers;
  // What the estimates are made of:
  Durations durations;
  BusyTime busy;                      ///< of what ended
  double run_seconds = 0;             ///< of what ended
  std::vector<double> running_since;  ///< Unix seconds; 0 where unknown
  bool launching = false;             ///< what waits will be started
};

struct TallySource {
  RunTally tally;
  bool from_journal = false;
  std::uint64_t journal_offset = 0;     ///< where the journal's next line will begin
  std::optional<std::int64_t> planned;  ///< runs, where there is a plan that can be read
  std::vector<std::string> problems;
};

/// Reads the tally from the journal, or from the markers, helped by the cache unless `rescan`.
TallySource read_tally(int experiment_folder, bool rescan);

/// Judges what is unsettled and sums up.
Look judge_experiment(int experiment_folder, const experiment::ExperimentRef& ref, const TallySource& source,
                      experiment::Machine& machine);

/// Fills in the summary's times as they are at `now`, from what the look holds.
void estimate(Look& look, double now);

/// Both. Never throws for what the experiment holds.
Look look_at(int results_folder, const experiment::ExperimentRef& ref, bool rescan, experiment::Machine& machine);

}  // namespace liftoff::status
