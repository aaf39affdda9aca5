#include "failures/relays.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "failures/log_lines.hpp"
#include "failures/python_errors.hpp"

namespace liftoff::failures {

namespace {

constexpr std::string_view child_failed = "ChildFailedError";
/// Of subprocess, torch (run, multiprocessing), deepspeed, Slurm, MPI, make.
constexpr std::array<std::string_view, 13> of_relays{"returned non-zero exit status",
                                                     child_failed,
                                                     "ProcessExitedException",
                                                     ") of binary: ",
                                                     " closing signal ",
                                                     "exits with return code",
                                                     "Killing subprocess",
                                                     ": Exited with exit code",
                                                     "srun: Terminating ",
                                                     "exited with non-zero status",
                                                     "a non-zero exit code. Per user-direction",
                                                     "make: *** ",
                                                     "]: *** ["};

bool relays(std::string_view line) {
  return std::any_of(of_relays.begin(), of_relays.end(),
                     [&](std::string_view words) { return line.find(words) != line.npos; });
}

/// "1 (local_rank: 1)" of "  rank      : 1 (local_rank: 1)"; nothing of other lines.
std::optional<std::string_view> value_of(std::string_view line, std::string_view key) {
  line = trimmed(line);
  const auto colon = line.find(':');
  if (colon == line.npos || trimmed(line.substr(0, colon)) != key) return std::nullopt;
  return trimmed(line.substr(colon + 1));
}

std::string first_word(std::string_view text) { return std::string(text.substr(0, text.find(' '))); }

/// torchrun's box, which tells of all ranks that failed, the first of them last.
class ChildFailedBox {
 public:
  ChildFailedBox(const Lines& lines, std::size_t begin) : lines_(lines), begin_(begin) {}

  FoundError read(FoundError found) {
    const auto root = find(begin_, "Root Cause");
    const auto end = std::min(find(root, "====") + 1, lines_.size());
    for (auto line = root; line < end; ++line) {
      if (const auto rank = value_of(lines_[line], "rank")) found.first_failed = first_word(*rank);
      if (const auto code = value_of(lines_[line], "exitcode")) code_ = first_word(*code);
      const auto told = value_of(lines_[line], "traceback");
      if (!told || !told->starts_with("Traceback ")) continue;
      if (auto error = python_traceback(lines_, line)) return {error->text, Says::Error, found.begin, end, {}};
      break;
    }
    if (!found.first_failed.empty()) found.text += fmt::format(" (rank {}, exit code {})", found.first_failed, code_);
    found.end = std::max(found.end, end);
    return found;
  }

 private:
  std::size_t find(std::size_t line, std::string_view front) const {
    constexpr std::size_t longest = 500;  // lines: some 50 ranks
    const auto end = std::min(lines_.size(), begin_ + longest);
    while (line < end && !lines_[line].starts_with(front)) ++line;
    return line;
  }

  const Lines& lines_;
  std::size_t begin_;
  std::string code_;
};

}  // namespace

std::optional<FoundError> relayed_failure(const Lines& lines, std::size_t at) {
  if (!relays(lines[at])) return std::nullopt;
  return FoundError{lines[at], Says::Relay, at, at + 1, {}};
}

FoundError weighed(FoundError found, const Lines& lines) {
  if (!relays(found.text)) return found;
  found.says = Says::Relay;
  if (found.text.find(child_failed) == std::string::npos) return found;
  ChildFailedBox box(lines, found.end);
  return box.read(std::move(found));
}

std::string words_before(const FoundError& relay, const Lines& lines) {
  Lines before(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(relay.begin));
  std::erase_if(before, [](const std::string& line) { return is_noise(line) || relays(line); });
  return before.empty() ? relay.text : last_words_of(before);
}

}  // namespace liftoff::failures
