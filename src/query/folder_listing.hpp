#pragma once
#include <string>
#include <vector>

namespace liftoff {

/// What a folder of an experiment holds, sorted out by name alone.
struct FolderListing {
  std::vector<std::string> files;    ///< in no order, without liftoff's own; links to files are among them
  std::vector<std::string> folders;  ///< where runs may lie, in natural order
  bool leaf = false, start = false, end = false, crash = false;  ///< which markers stand
  bool record = false;               ///< whether `.liftoff-run` does
};

}  // namespace liftoff
