#pragma once
// What a grid says that is hardly meant, though nothing forbids it.
#include <string>
#include <vector>

#include <liftoff/value.hpp>

#include "grid/constraints.hpp"
#include "grid/variables.hpp"

namespace liftoff::grid {

/// Warnings, "file:line: what": values that are listed twice (with how many configurations that makes equal), or that
/// titles show alike; variables that the defaults have no key for, or whose one value they have already. `defaults`:
/// what the combinations are going to be merged over; an empty mapping where there is nothing to compare with.
std::vector<std::string> likely_mistakes(const std::vector<Variable>& variables,
                                         const std::vector<ExcludedPair>& excluded, const Map& defaults);

}  // namespace liftoff::grid
