#include "metrics/formats/number_text.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "text/characters.hpp"

namespace liftoff::metrics {

namespace {

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  return from == text.npos ? std::string_view() : text.substr(from, text.find_last_not_of(" \t") + 1 - from);
}

std::optional<double> plain_number(const std::string& text) {
  if (text == "True" || text == "true") return 1.0;
  if (text == "False" || text == "false") return 0.0;
  if (text.find_first_of("xX") != text.npos) return std::nullopt;  // strtod reads hexadecimal ones
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  return !text.empty() && end == text.c_str() + text.size() ? std::optional(number) : std::nullopt;
}

std::string with_point(std::string text) {
  if (std::count(text.begin(), text.end(), ',') == 1 && text.find('.') == text.npos) text[text.find(',')] = '.';
  return text;
}

}  // namespace

std::optional<double> number_of_text(std::string_view text, bool decimal_comma) {
  text = trimmed(text);
  if (text.starts_with('[') && text.ends_with(']')) {
    const auto items = text.substr(1, text.size() - 2);
    return plain_number(std::string(trimmed(items.substr(items.find_last_of(",;[") + 1))));
  }
  return plain_number(decimal_comma ? with_point(std::string(text)) : std::string(text));
}

}  // namespace liftoff::metrics
