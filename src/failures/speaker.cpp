#include "failures/speaker.hpp"

#include <algorithm>

#include "failures/letters.hpp"

namespace liftoff::failures {

namespace {

std::size_t behind_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

/// The place behind a prefix in which other numbers may stand; npos where the line does not begin with it.
std::size_t behind_prefix(std::string_view line, std::string_view prefix) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < prefix.size();) {
    if (at >= line.size() || is_digit(line[at]) != is_digit(prefix[i])) return line.npos;
    if (is_digit(prefix[i])) {
      i = behind_digits(prefix, i);
      at = behind_digits(line, at);
    } else if (line[at++] != prefix[i++]) {
      return line.npos;
    }
  }
  return at;
}

}  // namespace

Speaker Speaker::of(const Lines& lines, std::size_t header, std::string_view before) {
  constexpr std::size_t near = 40;  // lines: others may speak in between
  Speaker speaker;
  for (const bool vary : {false, true}) {
    speaker.prefix_ = before;
    speaker.numbers_vary_ = vary;
    const auto end = std::min(lines.size(), header + 1 + near);
    for (auto line = header + 1; line < end && !before.empty(); ++line)
      if (const auto text = speaker.said(lines[line]); text && indentation(*text) > 0) return speaker;
  }
  return {};
}

std::optional<std::string_view> Speaker::said(std::string_view line) const {
  if (prefix_.empty()) return line;
  // Where it says nothing, the prefix has lost the blanks at its end.
  if (line == std::string_view(prefix_).substr(0, prefix_.find_last_not_of(' ') + 1)) return std::string_view{};
  if (!numbers_vary_) return line.starts_with(prefix_) ? std::optional(line.substr(prefix_.size())) : std::nullopt;
  const auto behind = behind_prefix(line, prefix_);
  return behind == line.npos ? std::nullopt : std::optional(line.substr(behind));
}

}  // namespace liftoff::failures
