#pragma once
// Going on with an experiment that is on disk.
#include <string>
#include <vector>

#include "keeper/messages.hpp"
#include "launch/find_recorded.hpp"

namespace liftoff::launch {

struct ResumedExperiment {
  experiment::Layout layout = experiment::Layout::Flat;
  int runs_no = 1;
  std::vector<experiment::PlannedConfiguration> lines;  ///< of the plan as it is now, or would be
  std::vector<keeper::RunOrder> to_do;                  ///< waiting, crashed or lost; in launch order
  std::size_t succeeded = 0, running = 0;
  std::size_t left_out = 0;        ///< runs of configurations that are no longer among those selected
  std::vector<std::string> notes;  ///< what was added or edited or is left out

  std::size_t runs() const { return lines.size() * static_cast<std::size_t>(runs_no); }
};

/// Compares the plan with the configurations, adds to it what is new and lists what is to be run. `write`: whether
/// anything is written; if not, the result and the errors are the same. Errors: Usage (nothing to resume, an addition
/// that can't be), System.
ResumedExperiment resume_experiment(const RecordedExperiment& recorded, const ResumeRequest& request, bool write,
                                    Warnings& warnings);

}  // namespace liftoff::launch
