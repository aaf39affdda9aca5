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

/// An experiment on disk, before anything is done to it.
struct RecordedExperiment {
  experiment::OpenExperiment experiment;
  LaunchOptions options;      ///< recorded ones under those given
  ConfigSelection selection;  ///< the recorded one where none was given
  bool reads = true;          ///< whether the configurations are to be compared with the plan
};

/// Finds the experiment that is asked for and enters the working directory that it was launched from, whose script and
/// configurations are meant, wherever this is typed; paths that were given stay what they were. Errors: Usage (there is
/// no such experiment, that directory is gone), System.
RecordedExperiment find_recorded(const ResumeRequest& request);

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
