#pragma once
// Conditions as Python callers give them: nested mappings whose leaves must equal the configuration's.
#include <string>
#include <variant>

#include <liftoff/value.hpp>

namespace liftoff::results {

struct MissingKey {
  std::string key;  ///< dotted path
};
struct NotAMapping {
  std::string key;  ///< where the conditions want a mapping and the configuration has none
};
using PythonVerdict = std::variant<bool, MissingKey, NotAMapping>;

/// Conditions are looked at in their order, and none after the first that fails, as Python code would.
/// Keys are known with and without the trailing `_` of an opaque one.
PythonVerdict judge_python_conditions(const Map& conditions, const Map& configuration);

}  // namespace liftoff::results
