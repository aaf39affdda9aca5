#include "value/yaml_signs.hpp"

#include <algorithm>

#include "text/characters.hpp"

namespace liftoff::value {

bool is_anchor(std::string_view source, std::size_t at) noexcept {
  at = std::min(source.find('&', at), source.size());
  const auto name = source.substr(at, source.find_first_of(" \t\r\n,[]{}", at) - at);
  const auto is_sign = [](char c) { return text::is_letter(c) || text::is_digit(c) || c == '-' || c == '_'; };
  return name.size() > 1 && std::all_of(name.begin() + 1, name.end(), is_sign);
}

std::optional<int> stray_directive(std::string_view source, std::size_t document) noexcept {
  const auto front = source.substr(0, document);
  const auto at = front.starts_with('%') ? 0 : front.find("\n%");
  if (at == front.npos || source.substr(front.size(), 3) == "---") return std::nullopt;
  if (front.find("\n---", at) != front.npos) return std::nullopt;
  return 1 + static_cast<int>(std::count(front.begin(), front.begin() + static_cast<std::ptrdiff_t>(at + 1), '\n'));
}

std::string null_as_written(std::string_view source, std::size_t at) {
  const auto rest = source.substr(std::min(at, source.size()));
  for (const auto* spelling : {"~", "null", "Null", "NULL"})
    if (rest.starts_with(spelling)) return spelling;
  return rest.starts_with('&') || rest.starts_with('!') ? "null" : "";
}

}  // namespace liftoff::value
