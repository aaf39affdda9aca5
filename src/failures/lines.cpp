#include "failures/lines.hpp"

#include <algorithm>

#include "text/characters.hpp"
#include "text/utf8.hpp"

namespace liftoff::failures {

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string cut(std::string_view text, std::size_t size) {
  const auto front = text::front_of(text, size);
  return std::string(front) + (front.size() < text.size() ? "…" : "");
}

std::vector<std::string> last_lines(std::string_view text, std::size_t count) {
  std::vector<std::string> last;
  const auto lines = split_lines(text);
  for (auto line = lines.rbegin(); line != lines.rend() && last.size() < count; ++line) {
    const auto shown = line->substr(line->rfind('\r') + 1);
    if (!text::is_blank(shown)) last.push_back(cut(shown, longest_line));
  }
  std::reverse(last.begin(), last.end());
  return last;
}

}  // namespace liftoff::failures
