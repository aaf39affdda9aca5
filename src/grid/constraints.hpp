#pragma once
// `filter_out` of a config.yaml: pairs of values that must not meet.
#include <cstddef>
#include <vector>

#include <liftoff/value.hpp>

#include "grid/variables.hpp"

namespace liftoff::grid {

/// By positions: this value of one variable excludes that value of another (or the same) one.
struct ExcludedPair {
  std::size_t left = 0, left_value = 0;
  std::size_t right = 0, right_value = 0;
};

/// Values are found in the domains by Python's ==, all that are equal. Errors: Usage, "file:line:
/// what", for what is no list of {left, right, exclude}, for names that fit no variable or several
/// and for values outside their domain.
std::vector<ExcludedPair> read_filters(const Value& config, const std::vector<Variable>& variables);

}  // namespace liftoff::grid
