#pragma once
// The experiments in a results folder.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <liftoff/export.hpp>

#include "posix/result.hpp"

namespace liftoff::experiment {

struct ExperimentRef {
  std::int64_t timestamp = 0;  ///< Unix seconds
  std::string name;
  std::string folder;  ///< `<timestamp>_<name>`
  std::string path;    ///< the results folder as it was given, `/`, folder
};

/// What -e and -t ask for: the exact name, the exact timestamp.
struct ExperimentFilter {
  std::optional<std::string> name;
  std::optional<std::int64_t> timestamp;
  bool matches(const ExperimentRef& experiment) const;
};

/// The results folder that a user named; links to it are followed. Invalid where it is absent. Errors: System.
LIFTOFF_TOOLS_API posix::Opened open_results(const std::string& results_dir);

/// Newest first; within one second by name. Links (`.latest`, and `latest` of the original) and foreign folders
/// are passed over. A folder whose name is not `<timestamp>_<name>` counts if it holds `.__timestamp`.
/// An absent results folder has none. Errors: System, where it can't be read; Usage, where it is itself an experiment.
LIFTOFF_TOOLS_API std::vector<ExperimentRef> list_experiments(const std::string& results_dir,
                                                              const ExperimentFilter& filter = {});

}  // namespace liftoff::experiment
