#pragma once
// Going on with an experiment that is on disk.
#include <optional>
#include <string>
#include <vector>

#include "keeper/messages.hpp"
#include "launch/create.hpp"

namespace liftoff::launch {

struct ResumeRequest {
  ConfigSelection selection;
  bool selection_given = false;  ///< -c, -d, -e or --configs-dir was given
  LaunchOptions options;         ///< as given
  std::optional<std::int64_t> timestamp;
};

struct ResumedExperiment {
  experiment::OpenExperiment experiment;
  experiment::Plan plan;
  LaunchOptions options;                ///< recorded ones under those given
  std::vector<keeper::RunOrder> to_do;  ///< waiting, crashed or lost; in launch order
  std::size_t succeeded = 0, running = 0;
  std::vector<std::string> notes;  ///< what was added or edited
};

/// Finds the experiment, adds to its plan what is new and lists what is to be run. Errors: Usage (no such experiment,
/// an addition that can't be), System.
ResumedExperiment resume_experiment(const ResumeRequest& request, Warnings& warnings);

/// The same for the plan as it stands; writes nothing. Errors: Usage also where there is no plan yet (a tree of the
/// original).
ResumedExperiment look_at_experiment(const ResumeRequest& request);

}  // namespace liftoff::launch
