#pragma once
#include <optional>
#include <string_view>

#include <liftoff/value.hpp>

namespace liftoff::value {

/// Reads the plain block style in which liftoff and PyYAML write most configurations, without a YAML library.
/// Nothing where the text holds anything else (or is wrong): then it is for parse_yaml(), with which this
/// agrees on all that it reads. Floats that PyYAML would take for text count as anything else.
std::optional<Map> read_plain_config(std::string_view text);

}  // namespace liftoff::value
