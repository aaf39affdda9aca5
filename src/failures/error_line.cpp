#include "failures/error_line.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "failures/letters.hpp"
#include "failures/lines.hpp"
#include "text/characters.hpp"

namespace liftoff::failures {

namespace {

constexpr std::string_view python_header = "Traceback (most recent call last)";
constexpr std::string_view cpp_header = "terminate called after throwing an instance of '";
constexpr std::string_view what_header = "what():";
constexpr std::size_t most_after = 50;  // lines that may follow the error that ended a program: loggers say goodbye
constexpr std::size_t most_after_bare = 5;

using Lines = std::vector<std::string_view>;
using Line = Lines::const_iterator;

bool are_few(Line from, Line to, std::size_t most) {
  return static_cast<std::size_t>(to - from - std::count_if(from, to, text::is_blank)) <= most;
}

/// Whether a traceback is one of those that Python prints of what goes wrong while it tidies up, and goes on.
bool is_ignored(const Lines& lines, Line header) {
  return header != lines.begin() && std::prev(header)->starts_with("Exception ignored ");
}

Line last_python_header(const Lines& lines) {
  auto header = lines.end();
  for (auto line = lines.begin(); line != lines.end(); ++line)
    if (line->find(python_header) != std::string_view::npos && !is_ignored(lines, line)) header = line;
  return header;
}

/// What launchers put before each line of a traceback with this header. In that of an exception group the header stands
/// behind "  + Exception Group ", its lines behind "  | ".
std::string_view prefix_of(std::string_view header) {
  const auto prefix = header.substr(0, header.find(python_header));
  return prefix.ends_with("Group ") ? std::string_view{} : prefix;
}

/// A line of the box that rich draws around a traceback (U+2500 to U+257F).
bool is_in_box(std::string_view line) { return line.starts_with("\xe2\x94") || line.starts_with("\xe2\x95"); }

std::string_view without_prefix(std::string_view line, std::string_view prefix) {
  if (line.starts_with(prefix)) line.remove_prefix(prefix.size());
  if (line.starts_with("  | ")) line.remove_prefix(4);
  return line;
}

/// The first line after the last traceback's header that is not indented. A traceback that much follows did not end the
/// program.
std::optional<std::string> python_error(const Lines& lines) {
  const auto header = last_python_header(lines);
  if (header == lines.end()) return std::nullopt;
  const auto prefix = prefix_of(*header);
  for (auto line = std::next(header); line != lines.end(); ++line) {
    const auto text = without_prefix(*line, prefix);
    if (text.empty() || text.front() == ' ' || text.front() == '\t' || is_in_box(text)) continue;
    return are_few(std::next(line), lines.end(), most_after) ? std::optional(std::string(text)) : std::nullopt;
  }
  return std::nullopt;
}

/// Syntax errors have no header.
std::optional<std::string> bare_python_error(const Lines& lines) {
  const auto line = std::find_if(lines.rbegin(), lines.rend(), names_exception);
  if (line == lines.rend() || !are_few(line.base(), lines.end(), most_after_bare)) return std::nullopt;
  return std::string(*line);
}

/// ": text" of "what():  text"; "" of another line.
std::string what_text(std::string_view line) {
  const auto at = line.find(what_header);
  if (at == std::string_view::npos) return {};
  const auto text = line.substr(at + what_header.size());
  return ": " + std::string(text.substr(std::min(text.find_first_not_of(' '), text.size())));
}

std::optional<std::string> cpp_error(const Lines& lines) {
  const auto has_header = [](std::string_view line) { return line.find(cpp_header) != std::string_view::npos; };
  const auto line = std::find_if(lines.rbegin(), lines.rend(), has_header);
  if (line == lines.rend()) return std::nullopt;
  const auto name = line->substr(line->find(cpp_header) + cpp_header.size());
  const std::string error(name.substr(0, name.find('\'')));
  return line == lines.rbegin() ? error : error + what_text(*line.base());
}

}  // namespace

bool names_exception(std::string_view line) {
  constexpr std::array<std::string_view, 5> endings{"Error", "Exception", "Interrupt", "Exit", "Expired"};
  const auto in_name = [](char c) { return is_letter(c) || is_digit(c) || c == '.'; };
  const auto name = line.substr(0, line.find(':'));
  if (name.empty() || !is_letter(name.front()) || !std::all_of(name.begin(), name.end(), in_name)) return false;
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

std::optional<std::string> last_error_line(std::string_view err) {
  const auto lines = split_lines(err);
  if (auto error = python_error(lines)) return error;
  if (auto error = cpp_error(lines)) return error;
  return bare_python_error(lines);
}

}  // namespace liftoff::failures
