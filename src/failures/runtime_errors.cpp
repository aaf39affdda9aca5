#include "failures/runtime_errors.hpp"

#include <algorithm>
#include <array>

#include "failures/python_errors.hpp"

namespace liftoff::failures {

namespace {

bool is_call(std::string_view line) { return indentation(line) > 0 && trimmed(line).starts_with("at "); }

std::string_view without_front(std::string_view text, std::string_view front) {
  return text.starts_with(front) ? text.substr(front.size()) : text;
}

/// Without what Java, .NET and JavaScript say before the exception's name; the line itself where they say nothing.
std::string_view exception_of(std::string_view line) {
  if (line.starts_with("Exception in thread \"")) return line.substr(std::min(line.find("\" ") + 2, line.size()));
  for (const auto front : {"Unhandled exception. ", "Uncaught "})
    if (line.starts_with(front)) return without_front(line, front);
  return line;
}

/// Whether one of the next lines begins so.
bool begins_near(const Lines& lines, std::size_t at, std::size_t near, std::string_view front) {
  const auto end = std::min(lines.size(), at + 1 + near);
  for (auto line = at + 1; line < end; ++line)
    if (lines[line].starts_with(front)) return true;
  return false;
}

}  // namespace

std::optional<FoundError> stack_of_calls(const Lines& lines, std::size_t at) {
  const std::string_view line = lines[at];
  auto text = exception_of(line);
  const bool called = at + 1 < lines.size() && is_call(lines[at + 1]);
  if (text.size() == line.size() && !(called && names_exception(line))) return std::nullopt;
  auto end = at + 1;
  for (; end < lines.size() && (indentation(lines[end]) > 0 || lines[end].starts_with("Caused by: ")); ++end)
    if (indentation(lines[end]) == 0) text = without_front(lines[end], "Caused by: ");
  return FoundError{std::string(text), Says::Error, at, end, {}};
}

std::optional<FoundError> julia_error(const Lines& lines, std::size_t at) {
  constexpr std::string_view loading = "LoadError: ", front = "ERROR: ";
  if (!lines[at].starts_with(front)) return std::nullopt;
  auto text = std::string_view(lines[at]).substr(front.size());
  if (!text.starts_with(loading) && !begins_near(lines, at, 12, "Stacktrace:")) return std::nullopt;
  while (text.starts_with(loading)) text.remove_prefix(loading.size());
  return FoundError{std::string(text), Says::Error, at, at + 1, {}};
}

std::optional<FoundError> r_error(const Lines& lines, std::size_t at) {
  const std::string_view line = lines[at];
  if (!line.starts_with("Error in ") && !line.starts_with("Error: ")) return std::nullopt;
  if (!begins_near(lines, at, 30, "Execution halted")) return std::nullopt;
  std::string text(line);
  // What doesn't fit stands on the next line.
  if ((line.ends_with(" :") || line.ends_with(":")) && at + 1 < lines.size())
    text += " " + std::string(without_front(trimmed(lines[at + 1]), "! "));
  return FoundError{text, Says::Error, at, at + 2, {}};
}

}  // namespace liftoff::failures
