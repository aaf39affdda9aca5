#pragma once
#include <string>
#include <string_view>

namespace liftoff::text {

/// A JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD: JSON can't say them.
std::string json_quoted(std::string_view text);
/// A JSON number; null for what JSON has no number for.
std::string json_number(double number);

}  // namespace liftoff::text
