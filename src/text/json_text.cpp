#include "text/json_text.hpp"

#include <cmath>

#include <fmt/core.h>

#include "text/utf8.hpp"

namespace liftoff::text {

namespace {

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\n': out += "\\n"; break;
    case '\t': out += "\\t"; break;
    case '\r': out += "\\r"; break;
    default:
      if (static_cast<unsigned char>(c) < 0x20) out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
      else out += c;
  }
}

}  // namespace

std::string json_quoted(std::string_view text) {
  std::string out = "\"";
  out.reserve(text.size() + 2);
  for (std::size_t at = 0; at < text.size();) {
    const auto [point, length] = decode_utf8(text, at);
    if (!point) out += "\xef\xbf\xbd";
    else if (length == 1) append_escaped(out, text[at]);
    else out += text.substr(at, length);
    at += length;
  }
  return out += '"';
}

std::string json_number(double number) { return std::isfinite(number) ? fmt::format("{}", number) : "null"; }

std::string json_or_null(const std::optional<int>& number) { return number ? std::to_string(*number) : "null"; }
std::string json_or_null(const std::optional<double>& number) { return number ? json_number(*number) : "null"; }
std::string json_or_null(const std::optional<std::string>& text) { return text ? json_quoted(*text) : "null"; }

}  // namespace liftoff::text
