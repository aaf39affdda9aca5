#pragma once
// The variables of an experiment: the lists at the leaves of its config.yaml.
#include <string>
#include <vector>

#include <liftoff/value.hpp>

namespace liftoff::grid {

/// One step of a variable's path. `text` is the key as it is written, an opaque one with its `_`.
struct PathKey {
  Value key;
  bool opaque = false;
  std::string text;
};

struct Variable {
  std::vector<PathKey> path;
  List values;       ///< not empty
  SourceMark mark;   ///< of its last key
  std::string name;  ///< the shortest dotted suffix that tells it from the others
};

/// All keys of a path with dots between them.
std::string dotted(const std::vector<PathKey>& path);

/// The variables of a config.yaml without its `filter_out`, in the order of the original: a walk with a
/// stack, so that what is written last comes first. Errors: Usage, "file:line: what".
std::vector<Variable> read_variables(const Value& config);

}  // namespace liftoff::grid
