#include "failures/lines.hpp"

#include <algorithm>

#include "text/characters.hpp"
#include "text/utf8.hpp"

namespace liftoff::failures {

namespace {

constexpr char escape = '\x1b', bell = '\x07';

bool drops(char c) { return text::is_control(c) && c != '\t'; }

/// The place behind "\x1b[…m" and its like.
std::size_t behind_control_sequence(std::string_view text, std::size_t at) {
  while (at < text.size() && !(text[at] >= '@' && text[at] <= '~')) ++at;
  return std::min(at + 1, text.size());
}

/// The place behind "\x1b]0;title\x07", or behind its begin where its end is missing.
std::size_t behind_system_command(std::string_view text, std::size_t at) {
  const auto end = text.find_first_of("\x07\x1b", at);
  if (end == text.npos) return at;
  return text[end] == bell ? end + 1 : std::min(end + 2, text.size());
}

std::size_t behind_escape(std::string_view text, std::size_t at) {
  const auto next = at + 1 < text.size() ? text[at + 1] : '\0';
  if (next == '[') return behind_control_sequence(text, at + 2);
  if (next == ']') return behind_system_command(text, at + 2);
  return std::min(at + 2, text.size());
}

/// "100 %" of "1 %\r50 %\r100 %\r".
std::string_view last_state(std::string_view line) {
  while (line.ends_with('\r')) line.remove_suffix(1);
  return line.substr(line.rfind('\r') + 1);
}

}  // namespace

std::string without_escapes(std::string_view text) {
  if (std::none_of(text.begin(), text.end(), drops)) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == escape) {
      at = behind_escape(text, at);
      continue;
    }
    if (!drops(text[at])) out += text[at];
    ++at;
  }
  return out;
}

Lines shown_lines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = without_escapes(last_state(text.substr(0, end)));
    line.erase(line.find_last_not_of(" \t") + 1);
    lines.push_back(std::move(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

Lines last_lines(std::string_view text, std::size_t count) {
  Lines last;
  const auto lines = shown_lines(text);
  for (auto line = lines.rbegin(); line != lines.rend() && last.size() < count; ++line)
    if (!line->empty()) last.push_back(text::shortened(*line, longest_line));
  std::reverse(last.begin(), last.end());
  return last;
}

std::size_t indentation(std::string_view line) { return std::min(line.find_first_not_of(" \t"), line.size()); }

std::string_view trimmed(std::string_view line) {
  line.remove_prefix(indentation(line));
  return line.substr(0, line.find_last_not_of(" \t") + 1);
}

}  // namespace liftoff::failures
