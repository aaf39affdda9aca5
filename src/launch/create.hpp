#pragma once
// Making a new experiment's folder.
#include <cstdint>
#include <string>
#include <unordered_set>

#include <liftoff/config.hpp>

#include "experiment/open_experiment.hpp"
#include "experiment/plan.hpp"
#include "launch/options.hpp"

namespace liftoff::launch {

/// Reads and merges what is selected, writes the whole plan and lets the experiment appear under the next free second,
/// complete, in one step. Errors: Usage for the configurations, System.
experiment::OpenExperiment create_experiment(const ConfigSelection& selection, const LaunchOptions& options,
                                             Warnings& warnings);

/// A merged configuration as the plan holds it: without the keys that belong to a run. Its commit is that of each
/// attempt, unless the files have one.
std::string planned_text(Configuration& configuration);
/// Its line in the plan. Errors: Usage for an experiment name that can't be a folder's.
experiment::PlannedConfiguration planned_line(const Configuration& configuration);

/// Folders must differ: two configurations in one would overwrite each other.
class FolderCheck {
 public:
  /// Errors: Usage for a folder that was added before.
  void add(const experiment::PlannedConfiguration& line);

 private:
  std::unordered_set<std::size_t> seen_;
};

/// `single`, `multiprocess` or `nohup`, for `.__mode`.
std::string mode_of(experiment::Layout layout, bool detached);

}  // namespace liftoff::launch
