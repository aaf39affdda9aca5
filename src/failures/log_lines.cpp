#include "failures/log_lines.hpp"

#include <algorithm>
#include <array>

#include "failures/boxes.hpp"
#include "failures/letters.hpp"

namespace liftoff::failures {

namespace {

constexpr std::array<std::string_view, 3> levels{"ERROR", "CRITICAL", "FATAL"};
constexpr std::array<std::string_view, 4> lower_levels{"WARNING", "WARN", "INFO", "DEBUG"};
constexpr std::array<std::string_view, 7> marks{
    "error: ", "Error: ", "fatal: ", "Fatal: ", "CUDA error", "Cuda failure", "[E "};
constexpr std::size_t front_size = 100;  // bytes of a line in which a logger names its level

bool holds(std::string_view line, std::string_view part) { return line.find(part) != line.npos; }

bool is_progress(std::string_view line) {
  return (holds(line, "%|") && holds(line, "it]")) || holds(line, "it/s") || holds(line, "s/it") || holds(line, "━━") ||
         holds(line, "██");
}

/// As a word: "ERROR", "[ERROR]", "ERROR:root", not "NO_ERRORS".
bool has_word(std::string_view line, std::string_view word) {
  const auto at = line.find(word);
  if (at == line.npos) return false;
  const auto in_word = [&](std::size_t place) { return place < line.size() && is_letter(line[place]); };
  return (at == 0 || !in_word(at - 1)) && !in_word(at + word.size());
}

bool has_any_word(std::string_view line, const auto& words) {
  const auto front = line.substr(0, front_size);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return has_word(front, word); });
}

/// "a.py:3: UserWarning: text", or a logger's.
bool is_warning(std::string_view line) {
  constexpr std::array<std::string_view, 2> fronts{"Warning: ", "warning: "};
  if (std::any_of(fronts.begin(), fronts.end(), [&](auto front) { return line.starts_with(front); })) return true;
  const auto at = line.find("Warning: ");
  return (at != line.npos && holds(line.substr(0, at), ".py:")) || has_any_word(line, lower_levels);
}

/// As Google's logger marks its lines, and torchrun: "W1130 10:00:00.1 12 a.cc:7] text".
bool is_glog(std::string_view line, char level) {
  return line.size() > 5 && line[0] == level && line[5] == ' ' &&
         std::all_of(line.begin() + 1, line.begin() + 5, is_digit);
}

/// A measure may be called an error.
bool has_mark(std::string_view line, std::string_view mark) {
  const auto at = line.find(mark);
  return at != line.npos && !is_measure(line.substr(at + mark.size()));
}

}  // namespace

bool has_letter(std::string_view line) {
  return std::any_of(line.begin(), line.end(), [](char c) { return text::is_letter(c); });
}

bool is_measure(std::string_view text) {
  return text.find_first_of("0123456789") != text.npos && text.find_first_not_of("0123456789.,+-eE% ") == text.npos;
}

std::string_view without_time(std::string_view line) {
  const auto in_time = [](char c) {
    return is_digit(c) || std::string_view("-:/.,+TZ []|").find(c) != std::string_view::npos;
  };
  const auto length = static_cast<std::size_t>(std::find_if_not(line.begin(), line.end(), in_time) - line.begin());
  for (std::size_t at = 1; at + 1 < length; ++at)
    if (line[at] == ':' && is_digit(line[at - 1]) && is_digit(line[at + 1])) {
      const bool opens = line[length - 1] == '[';  // "10:00:00 [ERROR]"
      return line.substr(opens ? length - 1 : length);
    }
  return line;
}

bool is_noise(std::string_view line) {
  constexpr std::array<std::string_view, 3> fronts{"wandb: ", "frame #", "Exception raised from "};
  return !has_letter(line) || indentation(line) > 0 || is_progress(line) || is_warning(line) || is_glog(line, 'I') ||
         is_glog(line, 'W') ||
         std::any_of(fronts.begin(), fronts.end(), [&](std::string_view front) { return line.starts_with(front); });
}

Lines telling_end(const Lines& lines, std::size_t telling) {
  constexpr std::size_t most = 1500;
  const auto first = lines.size() - std::min(lines.size(), most);
  auto begin = lines.size();
  for (std::size_t found = 0; begin > first && found < telling; --begin)
    if (!is_noise(lines[begin - 1])) ++found;
  return {lines.begin() + static_cast<std::ptrdiff_t>(begin), lines.end()};
}

std::optional<FoundError> logged_error(const Lines& lines, std::size_t at) {
  const std::string_view line = lines[at];
  if (const auto text = line.find("] "); is_glog(line, 'E') && text != line.npos)
    return FoundError{std::string(line.substr(text + 2)), Says::Complaint, at, at + 1, {}};
  const bool mark = std::any_of(marks.begin(), marks.end(), [&](std::string_view m) { return has_mark(line, m); });
  if ((!mark && !has_any_word(line, levels)) || is_noise(line)) return std::nullopt;
  return FoundError{std::string(without_time(line)), Says::Complaint, at, at + 1, {}};
}

std::string last_words_of(const Lines& lines) {
  auto line = std::find_if_not(lines.rbegin(), lines.rend(), is_noise);
  if (line == lines.rend())
    line = std::find_if(lines.rbegin(), lines.rend(),
                        [](const std::string& l) { return has_letter(l) && !is_progress(l); });
  return line == lines.rend() ? std::string() : std::string(without_time(without_borders(*line)));
}

}  // namespace liftoff::failures
