#include "failures/shell_notices.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "failures/letters.hpp"

namespace liftoff::failures {

namespace {

constexpr std::array<std::pair<std::string_view, int>, 7> signals{{{"Killed", 9},
                                                                   {"Segmentation fault", 11},
                                                                   {"Aborted", 6},
                                                                   {"Bus error", 7},
                                                                   {"Illegal instruction", 4},
                                                                   {"Floating point exception", 8},
                                                                   {"Terminated", 15}}};

std::string_view behind_number(std::string_view text) {
  text.remove_prefix(static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin()));
  return text;
}

/// What follows "s.sh: line 3: " or "sh: 3: "; nothing where the line does not begin so.
std::optional<std::string_view> told_by_shell(std::string_view line) {
  const auto colon = line.find(": ");
  if (colon == 0 || colon == line.npos) return std::nullopt;
  const auto name = line.substr(0, colon);
  auto rest = line.substr(colon + 2);
  const bool bash = rest.starts_with("line ");
  if (bash) rest.remove_prefix(5);
  if (name.find(' ') != name.npos || (!bash && !name.ends_with("sh"))) return std::nullopt;
  const auto text = behind_number(rest);
  return text.size() < rest.size() && text.starts_with(": ") ? std::optional(text.substr(2)) : std::nullopt;
}

/// The kinds of notices: alone, behind the number of a process, or before what was called.
std::optional<int> signal_begins(std::string_view text) {
  for (const auto& [name, signal] : signals) {
    if (!text.starts_with(name)) continue;
    const auto rest = text.substr(name.size());
    if (rest.empty() || rest.starts_with("  ") || rest.starts_with(" (core dumped)")) return signal;
  }
  return std::nullopt;
}

}  // namespace

std::optional<int> signal_noticed(std::string_view line) {
  if (const auto signal = signal_begins(line)) return signal;
  const auto told = told_by_shell(line);
  return told ? signal_begins(trimmed(behind_number(trimmed(*told)))) : std::nullopt;
}

std::optional<FoundError> shell_message(const Lines& lines, std::size_t at) {
  const std::string_view line = lines[at];
  const auto signal = signal_noticed(line);
  constexpr int abort_signal = 6, terminate_signal = 15;  // what comes before them says more
  const bool relays = signal == abort_signal || signal == terminate_signal;
  const bool unknown = line.ends_with(": command not found") || line.find(": command not found: ") != line.npos;
  if (!signal && !unknown && !told_by_shell(line)) return std::nullopt;
  return FoundError{std::string(line), relays ? Says::Relay : Says::Complaint, at, at + 1, {}};
}

}  // namespace liftoff::failures
