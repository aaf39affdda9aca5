#include "text/words.hpp"

#include <algorithm>

#include "text/characters.hpp"

namespace liftoff::text {

std::string counted(std::size_t count, std::string_view noun, std::string_view plural) {
  auto text = std::to_string(count) + ' ';
  if (count == 1) return text += noun;
  if (!plural.empty()) return text += plural;
  return (text += noun) += 's';
}

std::string some_of(const std::vector<std::string>& names, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i) (text += i == 0 ? "" : ", ") += names[i];
  if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
  return text;
}

std::string_view first_line(std::string_view text) noexcept { return text.substr(0, text.find('\n')); }

std::string shell_word(std::string_view text) {
  const auto is_plain = [](char c) {
    return is_digit(c) || is_letter(c) || std::string_view("_-./+:@%,").find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

}  // namespace liftoff::text
