#pragma once
#include <string>
#include <vector>

#include <liftoff/export.hpp>

#include "experiment/experiments.hpp"
#include "experiment/run_ref.hpp"

namespace liftoff::experiment {

struct RunLocation {
  ExperimentRef experiment;
  RunRef run;
};
/// The run that a person means: a path to its folder, or within one of `experiments` (the first that has it)
/// `<configuration>/<run id>`, `<cfg_id>/<run id>`, `<configuration>` or `<cfg_id>`. Errors: Usage, where there is none
/// or more than one.
LIFTOFF_TOOLS_API RunLocation find_run(int results_folder, const std::vector<ExperimentRef>& experiments,
                                       const std::string& text);

}  // namespace liftoff::experiment
