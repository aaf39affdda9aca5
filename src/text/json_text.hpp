#pragma once
// Pieces of JSON, for those who write much of it and often.
#include <optional>
#include <string>
#include <string_view>

#include <liftoff/export.hpp>

namespace liftoff::text {

/// A JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD: JSON can't say them.
LIFTOFF_TOOLS_API std::string json_quoted(std::string_view text);
/// A JSON number; null for what JSON has no number for.
std::string json_number(double number);

/// What `write` makes of the value, or null.
template <class T, class Write> std::string json_or_null(const std::optional<T>& value, Write write) {
  return value ? std::string(write(*value)) : "null";
}
std::string json_or_null(const std::optional<int>& number);
std::string json_or_null(const std::optional<double>& number);
std::string json_or_null(const std::optional<std::string>& text);

/// "[…,…]" of what `write` makes of each.
template <class Items, class Write>
std::string json_array(const Items& items, Write write, std::string_view separator = ",") {
  std::string text = "[";
  for (const auto& item : items) {
    if (text.size() > 1) text += separator;
    text += write(item);
  }
  return text += ']';
}

}  // namespace liftoff::text
