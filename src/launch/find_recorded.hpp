#pragma once
// An experiment on disk that is to be gone on with.
#include <optional>

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

}  // namespace liftoff::launch
