#pragma once
#include <optional>
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
/// The run that a person means: a path to its folder in one of `experiments`, or, in the first of them alone, what the
/// screen calls it: `<configuration>` or `<configuration>/<run id>`, where the configuration is its folder
/// (`0_lr_0_1`), its number (`0`) or its title (`lr_0_1`); that of an experiment of a single run is also called as the
/// experiment. Errors: Usage, where there is none, or more than one.
LIFTOFF_TOOLS_API RunLocation find_run(int results_folder, const std::vector<ExperimentRef>& experiments,
                                       const std::string& text);

/// The same, but nothing where there is none.
std::optional<RunLocation> known_run(int results_folder, const std::vector<ExperimentRef>& experiments,
                                     const std::string& text);

/// Where the path `text` leads among `experiments`, whether there is such a folder or not; nothing for what is no path
/// into one.
LIFTOFF_TOOLS_API std::optional<RunLocation> location_of_path(const std::vector<ExperimentRef>& experiments,
                                                              const std::string& text);

}  // namespace liftoff::experiment
