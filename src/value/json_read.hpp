#pragma once
#include <string_view>

#include <liftoff/value.hpp>

namespace liftoff::value {

/// Nesting beyond this is an error, long before it exhausts the stack of whoever walks over the value.
constexpr int max_json_depth = 200;

/// Strict JSON (RFC 8259), as liftoff writes it into its own files. Of equal keys the last counts; integers of any
/// length stay integers. Errors: Usage, "JSON, byte N: what".
Value parse_json(std::string_view text);

}  // namespace liftoff::value
