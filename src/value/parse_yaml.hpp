#pragma once
#include <string>
#include <string_view>

#include <liftoff/value.hpp>

namespace liftoff::value {

/// parse_yaml() of what is going to be merged over `defaults` (nullptr: nothing), whose opaque keys it shares.
Value parse_yaml_over(std::string_view text, const std::string& name, const Map* defaults);

/// parse_yaml() with the texts that plain scalars are written as: "010", "3.10", "yes". Null stays null.
Value parse_yaml_as_written(std::string_view text, const std::string& name);

/// YAML that other programs write: data, not configurations. Keys are keys, with or without a trailing `_`. One
/// document. Errors: Usage, "name:line: what".
Value parse_yaml_data(std::string_view text, const std::string& name);

}  // namespace liftoff::value
