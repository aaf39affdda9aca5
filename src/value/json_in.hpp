#pragma once
// JSON that other programs write: data, not configurations. Keys are keys, with or without a trailing `_`.
#include <string>
#include <string_view>

#include <liftoff/value.hpp>

namespace liftoff::value {

/// As Python's json module reads it: of equal keys the last counts, NaN and Infinity are numbers. A byte order mark is
/// passed over; half a surrogate pair becomes U+FFFD. Errors: Usage, "JSON, byte N: what".
Value parse_json_data(std::string_view text);

}  // namespace liftoff::value
