#pragma once
// What one run is, asked of its folder, the kernel and, for trees of the original, the processes.
#include <string>

#include "experiment/experiments.hpp"
#include "experiment/machine.hpp"
#include "experiment/run_state.hpp"

namespace liftoff::experiment {

/// The facts of an open run folder; for runs of the original with whether a program of theirs is alive. `run` as in the
/// journal.
RunFacts facts_of_run(int experiment_folder, const ExperimentRef& ref, const std::string& run, int run_folder,
                      Machine& machine);
/// The same, judged.
RunState judge_run(int experiment_folder, const ExperimentRef& ref, const std::string& run, int run_folder,
                   Machine& machine);

}  // namespace liftoff::experiment
