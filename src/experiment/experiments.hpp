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

/// Options of the programs that lead to the experiment's results folder: "" for the usual one, else with a space in
/// front.
std::string place_options(const ExperimentRef& experiment);

/// What -e and -t ask for: the exact name, the exact timestamp.
struct ExperimentFilter {
  std::optional<std::string> name;
  std::optional<std::int64_t> timestamp;
  bool matches(const ExperimentRef& experiment) const;
};

/// The results folder that a user named; links to it are followed. Invalid where it is absent. Errors: System; Usage
/// for a link that leads nowhere.
LIFTOFF_TOOLS_API posix::Opened open_results(const std::string& results_dir);
/// Errors: Usage, where a link that leads nowhere is on the way.
void refuse_dangling(const std::string& results_dir);

/// Newest first; within one second by name. Links (`.latest`, and `latest` of the original) and foreign folders
/// are passed over. A folder whose name is not `<timestamp>_<name>` counts if it holds `.__timestamp`.
/// An absent results folder has none. Errors: System, where it can't be read; Usage, where it is itself an experiment.
LIFTOFF_TOOLS_API std::vector<ExperimentRef> list_experiments(const std::string& results_dir,
                                                              const ExperimentFilter& filter = {});

/// Whether an experiment's folder is one that a script made which was run by hand (`python script.py -c diff`): its
/// configuration and what it writes, and no word of who keeps it or how it ended.
bool is_made_by_hand(int experiment_folder);

/// Puts the newest that liftoff launched in front of newer ones that were made by hand: a sweep is what people mean,
/// unless there is nothing else. `experiments`: newest first.
void put_launched_first(const std::string& results_dir, std::vector<ExperimentRef>& experiments);
/// list_experiments(), the newest that was launched in front.
LIFTOFF_TOOLS_API std::vector<ExperimentRef> list_launched_first(const std::string& results_dir,
                                                                 const ExperimentFilter& filter);

}  // namespace liftoff::experiment
