#pragma once
#include <string>
#include <string_view>

#include <liftoff/export.hpp>

namespace liftoff::text {

/// A JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD: JSON can't say them.
LIFTOFF_TOOLS_API std::string json_quoted(std::string_view text);
/// A JSON number; null for what JSON has no number for.
std::string json_number(double number);

}  // namespace liftoff::text
