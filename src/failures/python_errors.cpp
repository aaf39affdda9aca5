#include "failures/python_errors.hpp"

#include <algorithm>
#include <array>

#include "failures/boxes.hpp"
#include "failures/letters.hpp"
#include "failures/log_lines.hpp"
#include "failures/speaker.hpp"
#include "text/characters.hpp"

namespace liftoff::failures {

namespace {

constexpr std::string_view python_header = "Traceback (most recent call last)";
constexpr std::string_view group_header = "+ Exception Group ";

bool has_python_header(std::string_view line) { return line.find(python_header) != line.npos; }

/// Whether a traceback is one of those that Python prints of what goes wrong beside the program, which goes on.
bool is_beside(const Lines& lines, std::size_t header) {
  if (header == 0) return false;
  constexpr std::array<std::string_view, 4> beginnings{"Exception ignored ", "--- Logging error ---", "future: <",
                                                       "Error in atexit."};
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return lines[header - 1].starts_with(beginning); });
}

/// Reads a traceback from the line behind its header on.
class TracebackReader {
 public:
  TracebackReader(const Lines& lines, std::size_t header, std::string_view before)
      : lines_(lines), header_(header), speaker_(Speaker::of(lines, header, before)) {}

  std::optional<FoundError> read() {
    auto line = next_said(header_ + 1);
    // What is called after the error's line goes on with it: ray tells the worker's traceback so.
    do {
      line = behind_body(line);
      if (line == lines_.size() || has_python_header(lines_[line])) return std::nullopt;
      last_ = line;
      line = next_said(line + 1);
    } while (line < lines_.size() && is_frame(said(line)) && indentation(said(line)) > 0);
    return FoundError{text(), Says::Error, header_, end_, speaker_.prefix()};
  }

 private:
  std::string_view said(std::size_t line) const { return speaker_.said(lines_[line]).value_or(std::string_view{}); }
  std::size_t next_said(std::size_t line) const {
    while (line < lines_.size() && text::is_blank(said(line))) ++line;
    return line;
  }
  std::size_t next_telling(std::size_t line) const {
    while (line < lines_.size() && !has_letter(said(line))) ++line;
    return line;
  }

  static bool is_frame(std::string_view text) {
    return trimmed(text).starts_with("File \"") || text.starts_with("> File \"");  // loguru marks one
  }

  /// The first line that is indented less than the one at `line`, which is indented; `line` itself if it is not.
  std::size_t behind_body(std::size_t line) {
    if (line == lines_.size()) return line;
    const auto depth =
        is_frame(said(line)) ? std::max<std::size_t>(indentation(said(line)), 1) : indentation(said(line));
    if (depth == 0) return line;
    for (; line < lines_.size(); line = next_said(line + 1)) {
      const auto text = said(line);
      if ((indentation(text) < depth && !is_frame(text)) || has_python_header(text)) break;
      if (!is_frame(text) && text.find_first_not_of(" \t^~-") != text.npos) source_ = trimmed(text);
    }
    return line;
  }

  /// A bare "AssertionError" is told with what it asserts, one that ends with a colon with what stands below it.
  std::string text() {
    std::string text(trimmed(said(last_)));
    end_ = last_ + 1;
    if (text == "AssertionError" && !source_.empty()) return text + " (" + source_ + ")";
    if (!text.ends_with(':')) return text;
    const auto more = next_telling(end_);
    if (more == lines_.size() || more > last_ + 3 || has_python_header(lines_[more])) return text;
    return text + ' ' + std::string(trimmed(said(more)));
  }

  const Lines& lines_;
  std::size_t header_, last_ = 0, end_ = 0;
  Speaker speaker_;
  std::string source_;  ///< the last line of code
};

/// Below the box that rich draws around a traceback.
std::optional<FoundError> below_box(const Lines& lines, std::size_t header, std::size_t column) {
  const auto said = [&](const std::string& line) {
    return line.size() > column && text::is_blank(line.substr(0, column)) ? std::string_view(line).substr(column)
                                                                          : trimmed(line);
  };
  for (auto line = header + 1; line < lines.size(); ++line)
    if (const auto text = said(lines[line]); !text.empty() && !is_in_box(text))
      return FoundError{std::string(text), Says::Error, header, line + 1, {}};
  return std::nullopt;
}

/// "KeyError            Traceback (most recent call last)": its error is the next line that begins with that name.
std::optional<FoundError> in_notebook(const Lines& lines, std::size_t header, std::string_view name) {
  for (auto line = header + 1; line < lines.size(); ++line) {
    const std::string_view text = lines[line];
    if (text.starts_with(name) && (text.size() == name.size() || text[name.size()] == ':'))
      return FoundError{std::string(text), Says::Error, header, line + 1, {}};
  }
  return std::nullopt;
}

/// {"exception": "Traceback (most recent call last):\n  File …\nValueError: x"}
std::optional<FoundError> in_json(std::size_t header, std::string_view rest) {
  for (auto at = rest.find("\\n"); at != rest.npos; at = rest.find("\\n", at + 2)) {
    const auto text = rest.substr(at + 2);
    if (text.empty() || text.front() == ' ' || text.starts_with("\\n")) continue;
    return FoundError{
        std::string(text.substr(0, std::min(text.find("\\n"), text.find('"')))), Says::Error, header, header + 1, {}};
  }
  return std::nullopt;
}

/// The errors of an exception group, which are drawn as a tree.
class GroupReader {
 public:
  GroupReader(const Lines& lines, std::size_t header) : lines_(lines), header_(header) {}

  std::optional<FoundError> read() {
    auto line = header_ + 1;
    for (; line < lines_.size() && is_branch(trimmed(lines_[line])); ++line) take(trimmed(lines_[line]));
    if (message_.empty()) return std::nullopt;
    return FoundError{message_ + (first_.empty() ? "" : ": " + first_), Says::Error, header_, line, {}};
  }

 private:
  static bool is_branch(std::string_view text) { return text.starts_with('|') || text.starts_with('+'); }

  void take(std::string_view text) {
    if (text.front() == '+') {
      inside_ = inside_ || text.find("---") != text.npos;
      return;
    }
    text.remove_prefix(std::min<std::size_t>(2, text.size()));
    if (text.empty() || text.front() == ' ' || has_python_header(text)) return;
    if (message_.empty()) message_ = text;
    else if (inside_ && first_.empty() && text.find("sub-exception") == text.npos) first_ = text;
  }

  const Lines& lines_;
  std::size_t header_;
  std::string message_, first_;
  bool inside_ = false;  ///< among its errors
};

std::optional<FoundError> any_traceback(const Lines& lines, std::size_t at) {
  const std::string_view line = lines[at];
  const auto column = line.find(python_header);
  if (column == line.npos) return std::nullopt;
  const auto before = line.substr(0, column), rest = line.substr(column + python_header.size());
  if (const auto box = box_column(before); box != before.npos) return below_box(lines, at, box);
  if (before.ends_with(group_header)) return GroupReader(lines, at).read();
  if (rest.starts_with(":\\n")) return in_json(at, rest);
  const auto name = before.substr(0, before.find(' '));
  if (before.ends_with("  ") && names_exception(name)) return in_notebook(lines, at, name);
  return TracebackReader(lines, at, before).read();
}

}  // namespace

std::optional<FoundError> python_traceback(const Lines& lines, std::size_t at) {
  auto found = any_traceback(lines, at);
  if (found && is_beside(lines, at)) found->says = Says::Nothing;
  return found;
}

std::optional<FoundError> named_error(const Lines& lines, std::size_t at) {
  const std::string_view line = lines[at];
  if (!names_exception(line) || is_measure(trimmed(line.substr(std::min(line.find(':') + 1, line.size())))))
    return std::nullopt;
  return FoundError{std::string(line), Says::Name, at, at + 1, {}};
}

bool names_exception(std::string_view line) {
  constexpr std::array<std::string_view, 5> endings{"Error", "Exception", "Interrupt", "Exit", "Expired"};
  const auto in_name = [](char c) { return is_letter(c) || is_digit(c) || c == '.'; };
  const auto name = line.substr(0, line.find(':'));
  if (name.empty() || !is_letter(name.front()) || !std::all_of(name.begin(), name.end(), in_name)) return false;
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
}

}  // namespace liftoff::failures
