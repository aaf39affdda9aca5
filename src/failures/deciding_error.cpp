#include "failures/deciding_error.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "failures/letters.hpp"
#include "failures/log_lines.hpp"
#include "failures/native_errors.hpp"
#include "failures/python_errors.hpp"
#include "failures/relays.hpp"
#include "failures/runtime_errors.hpp"
#include "failures/shell_notices.hpp"

namespace liftoff::failures {

namespace {

/// At one line the first that finds something counts.
constexpr std::array<FindError, 12> forms{python_traceback, cpp_exception, rust_panic,    go_panic,
                                          last_words,       julia_error,   r_error,       relayed_failure,
                                          stack_of_calls,   named_error,   shell_message, logged_error};

/// Whether its lines belong together, and are told apart from what else is printed.
bool has_form(Says says) { return says == Says::Nothing || says == Says::Relay || says == Says::Error; }

/// How many telling lines may follow what ended a program: loggers say goodbye.
std::size_t most_after(Says says) { return has_form(says) ? 50 : 5; }

std::optional<FoundError> found_at(const Lines& lines, std::size_t at) {
  for (const auto form : forms)
    if (auto found = form(lines, at)) return weighed(std::move(*found), lines);
  return std::nullopt;
}

std::vector<FoundError> all_errors(const Lines& lines) {
  std::vector<FoundError> errors;
  for (std::size_t at = 0; at < lines.size(); ++at)
    if (auto found = found_at(lines, at)) {
      if (found->speaker.empty()) at = std::max(found->end, at + 1) - 1;
      errors.push_back(std::move(*found));
    }
  return errors;
}

/// For each line, how many telling ones there are from it on: what tells of the errors is not counted.
std::vector<std::size_t> lines_from(const Lines& lines, const std::vector<FoundError>& errors) {
  std::vector<std::size_t> counts(lines.size() + 1, 0);
  std::transform(lines.begin(), lines.end(), counts.begin(), [](const auto& line) { return is_noise(line) ? 0 : 1; });
  for (const auto& error : errors)
    if (has_form(error.says))
      for (auto line = error.begin; line < std::min(error.end, lines.size()); ++line) counts[line] = 0;
  for (auto line = lines.size(); line > 0; --line) counts[line - 1] += counts[line];
  return counts;
}

/// "1" of "[rank1]: ".
std::string_view number_of(std::string_view speaker) {
  const auto last = speaker.find_last_of("0123456789");
  if (last == speaker.npos) return {};
  auto first = last;
  while (first > 0 && is_digit(speaker[first - 1])) --first;
  return speaker.substr(first, last + 1 - first);
}

/// Whether the one that comes later says more of the end.
bool outweighs(const FoundError& later, const FoundError& earlier, std::string_view first_failed) {
  if (later.says != earlier.says) return later.says > earlier.says;
  const auto is_first = [&](const FoundError& error) { return number_of(error.speaker) == first_failed; };
  return first_failed.empty() || is_first(later) || !is_first(earlier);
}

std::optional<FoundError> best_of(const Lines& lines, const std::vector<FoundError>& errors) {
  const auto following = lines_from(lines, errors);
  std::string_view first_failed;
  for (const auto& error : errors)
    if (!error.first_failed.empty()) first_failed = error.first_failed;
  const FoundError* best = nullptr;
  for (const auto& error : errors)
    if (error.says != Says::Nothing && following[std::min(error.end, lines.size())] <= most_after(error.says) &&
        (!best || outweighs(error, *best, first_failed)))
      best = &error;
  return best ? std::optional(*best) : std::nullopt;
}

/// The last of what says most is near the end; where others may have said it before is known once that has been seen.
bool is_settled(const std::optional<FoundError>& best, const std::vector<FoundError>& errors) {
  return best && best->says == Says::Error &&
         std::none_of(errors.begin(), errors.end(), [](const auto& error) { return error.says == Says::Relay; });
}

}  // namespace

std::optional<FoundError> deciding_error(const Lines& lines) {
  // The second: tracebacks of several ranks, and what may follow them.
  constexpr std::size_t near = 60, far = 400;
  for (const auto telling : {near, far}) {
    const auto end = telling_end(lines, telling);
    const auto errors = all_errors(end);
    auto best = best_of(end, errors);
    if (telling == near && !is_settled(best, errors) && end.size() < lines.size()) continue;
    if (!best) return best;
    best->begin += lines.size() - end.size();
    best->end += lines.size() - end.size();
    return best;
  }
  return std::nullopt;
}

}  // namespace liftoff::failures
