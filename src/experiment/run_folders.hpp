#pragma once
#include <string>
#include <vector>

namespace liftoff::experiment {

/// Folders of all runs, planned ones too, in the order of the plan; for trees of the original by name, numbers by
/// value.
std::vector<std::string> run_folders(int experiment_folder);

/// The folders of an experiment that could be configurations, sorted. Nothing where it can't be listed.
std::vector<std::string> configuration_folders(int experiment_folder);

}  // namespace liftoff::experiment
