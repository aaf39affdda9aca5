#pragma once
#include <optional>

#include <liftoff/value.hpp>

namespace liftoff::value {

/// Below, at or above zero as `a` is less than, equal to or greater than `b` in Python; nothing where Python
/// has no order for them (NaN included), and for lists and mappings.
std::optional<int> python_order(const Value& a, const Value& b);

}  // namespace liftoff::value
