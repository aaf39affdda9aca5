#include "failures/native_errors.hpp"

#include <algorithm>
#include <array>

#include "failures/letters.hpp"

namespace liftoff::failures {

namespace {

constexpr std::string_view cpp_header = "terminate called after throwing an instance of '";
constexpr std::string_view libcpp_header = "uncaught exception of type ";
constexpr std::string_view what_header = "what():";
constexpr std::string_view rust_header = " panicked at ";

/// How lines begin that are a program's last.
constexpr std::array<std::string_view, 16> last_words_begin{"Fatal Python error: ",
                                                            "terminate called without an active exception",
                                                            "terminate called recursively",
                                                            "Fortran runtime error: ",
                                                            "forrtl: severe ",
                                                            "*** stack smashing detected ***",
                                                            "*** buffer overflow detected ***",
                                                            "double free or corruption",
                                                            "free(): ",
                                                            "malloc(): ",
                                                            "realloc(): ",
                                                            "munmap_chunk(): ",
                                                            "malloc_consolidate(): ",
                                                            "corrupted size vs. prev_size",
                                                            "corrupted double-linked list",
                                                            "memory allocation of "};

bool has_part(std::string_view line, std::string_view part) { return line.find(part) != line.npos; }

FoundError of_lines(std::string text, std::size_t begin, std::size_t end) {
  return {std::move(text), Says::Error, begin, end, {}};
}

/// ": text" of "what():  text"; "" of another line.
std::string what_text(std::string_view line) {
  const auto at = line.find(what_header);
  return at == line.npos ? "" : ": " + std::string(trimmed(line.substr(at + what_header.size())));
}

/// "'index out of bounds', src/main.rs:2:5", as it was until Rust 1.72.
std::string quoted_message(std::string_view rest) { return std::string(rest.substr(1, rest.rfind("', ") - 1)); }

/// The line that bears Google's mark of a fatal error: "F1130 10:00:00.1 12 a.cc:7] Check failed: x".
bool is_check_failure(std::string_view line) {
  return line.size() > 5 && line[0] == 'F' && std::all_of(line.begin() + 1, line.begin() + 5, is_digit) &&
         has_part(line, "] ");
}

bool is_assertion(std::string_view line) {
  const auto at = line.find("ssertion `");
  return at != line.npos && has_part(line.substr(at), " failed");
}

}  // namespace

std::optional<FoundError> cpp_exception(const Lines& lines, std::size_t at) {
  const std::string_view line = lines[at];
  if (const auto found = line.find(libcpp_header); found != line.npos)
    return of_lines(std::string(line.substr(found + libcpp_header.size())), at, at + 1);
  const auto found = line.find(cpp_header);
  if (found == line.npos) return std::nullopt;
  const auto name = line.substr(found + cpp_header.size());
  const auto what = at + 1 < lines.size() ? what_text(lines[at + 1]) : "";
  return of_lines(std::string(name.substr(0, name.find('\''))) + what, at, at + 1);
}

std::optional<FoundError> rust_panic(const Lines& lines, std::size_t at) {
  const std::string_view line = lines[at];
  const auto found = line.find(rust_header);
  if (found == line.npos || !has_part(line.substr(0, found), "thread '")) return std::nullopt;
  const auto rest = line.substr(found + rust_header.size());
  if (rest.starts_with('\'') && has_part(rest, "', ")) return of_lines("panic: " + quoted_message(rest), at, at + 1);
  const auto message = at + 1 < lines.size() ? std::string(trimmed(lines[at + 1])) : std::string();
  return of_lines("panic: " + (message.empty() ? std::string(rest) : message), at, at + 2);
}

std::optional<FoundError> go_panic(const Lines& lines, std::size_t at) {
  if (!lines[at].starts_with("panic: ") && !lines[at].starts_with("fatal error: ")) return std::nullopt;
  constexpr std::size_t near = 12;  // lines, of the signal and of texts of several lines
  const auto end = std::min(lines.size(), at + near);
  for (auto line = at + 1; line < end; ++line)
    if (lines[line].starts_with("goroutine ")) return of_lines(lines[at], at, line + 1);
  return std::nullopt;
}

std::optional<FoundError> last_words(const Lines& lines, std::size_t at) {
  const std::string_view line = lines[at];
  if (is_check_failure(line)) return of_lines(std::string(line.substr(line.find("] ") + 2)), at, at + 1);
  if (const auto error = line.find("ERROR: "); error != line.npos && has_part(line.substr(error), "Sanitizer: "))
    return of_lines(std::string(line.substr(error + 7)), at, at + 1);
  const bool begins = std::any_of(last_words_begin.begin(), last_words_begin.end(),
                                  [&](std::string_view words) { return line.starts_with(words); });
  return begins || is_assertion(line) ? std::optional(of_lines(std::string(line), at, at + 1)) : std::nullopt;
}

}  // namespace liftoff::failures
