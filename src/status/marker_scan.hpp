#pragma once
// Reading an experiment from its markers alone: trees of the original, and of ours without a journal.
#include <cstdint>
#include <string>
#include <vector>

#include "status/tally.hpp"

namespace liftoff::status {

/// A folder that may come to hold further runs, and how to see that it changed.
struct WalkedFolder {
  std::string name;              ///< relative to the experiment
  std::int64_t modified_ns = 0;  ///< before it was listed
};

struct TreeWalk {
  RunTally tally;
  std::vector<WalkedFolder> folders;  ///< below the experiment's
  std::vector<std::string> names;     ///< sorted: every entry of the experiment folder that could be a configuration
  std::vector<std::string> problems;
};

/// Looks at the run folders that were made (experiment/run_folders.hpp). Crashed and started runs are listed as
/// unsettled, with what their markers say.
TreeWalk walk_tree(int experiment_folder);

/// Looks again at every unsettled run; those that succeeded move to the sums. True where anything changed.
bool refresh_unsettled(int experiment_folder, RunTally& tally);

}  // namespace liftoff::status
