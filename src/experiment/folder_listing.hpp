#pragma once
#include <string>
#include <vector>

namespace liftoff::experiment {

/// What a folder of an experiment holds, sorted out by name alone.
struct FolderListing {
  std::vector<std::string> files;                                ///< in no order, without liftoff's own
  std::vector<std::string> folders;                              ///< where runs may lie, in natural order
  std::vector<std::string> links;                                ///< files or folders, as what they lead to is now
  bool leaf = false, start = false, end = false, crash = false;  ///< which markers stand
  bool record = false;                                           ///< whether `.liftoff-run` does
};

}  // namespace liftoff::experiment
