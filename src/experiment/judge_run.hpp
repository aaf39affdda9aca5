#pragma once
// What one run is, asked of its folder, the kernel and, for trees of the original, the processes.
#include "experiment/experiments.hpp"
#include "experiment/machine.hpp"
#include "experiment/run_ref.hpp"
#include "experiment/run_state.hpp"

namespace liftoff::experiment {

/// The facts of an open run folder (-1: it is gone); for runs of the original with whether a program of theirs is
/// alive, for those without a record with whether a keeper has them in hand.
RunFacts facts_of_run(int experiment_folder, const ExperimentRef& ref, const RunRef& run, int run_folder,
                      Machine& machine);
/// The same, judged.
RunState judge_run(int experiment_folder, const ExperimentRef& ref, const RunRef& run, int run_folder,
                   Machine& machine);

}  // namespace liftoff::experiment
