#include "failures/cause.hpp"

#include <fmt/core.h>

#include "failures/deciding_error.hpp"
#include "failures/exhausted_memory.hpp"
#include "failures/log_lines.hpp"
#include "failures/normalised_error.hpp"
#include "failures/relays.hpp"
#include "failures/shell_notices.hpp"
#include "posix/signals.hpp"

namespace liftoff::failures {

namespace {

constexpr int kill_signal = 9, abort_signal = 6;

FailureCause plain_cause(const char* kind, const std::string& message) { return {kind, message, message}; }

/// Of a text that differs from run to run in what does not matter.
FailureCause told_cause(const char* kind, std::string_view text, const std::string& more = "") {
  return {kind, normalised_error(text) + more, readable(text) + more};
}

FailureCause out_of_memory(Memory memory, const std::string& text = "") {
  const std::string message = memory == Memory::Cuda ? "out of memory (CUDA)" : "out of memory (host)";
  return {"out_of_memory", message, text.empty() ? message : readable(text)};
}

/// Tells the cause of one end. What the program printed is read when it is first asked for.
class Telling {
 public:
  explicit Telling(const FailureFacts& facts) : facts_(facts), err_(shown_lines(facts.err)) {}

  FailureCause of_signal(int signal) {
    // The kernel's killer leaves no other trace than the signal, and what shells and keepers make of it.
    if (signal == kill_signal && (exhausted_memory(facts_.end->detail) || last_words_of(err_) == "Killed"))
      return out_of_memory(Memory::Host);
    if (signal == abort_signal)
      if (auto cause = exception_cause()) return *cause;
    return plain_cause("signal", signal_text(signal));
  }

  FailureCause of_exit() {
    if (const auto notice = notice_of_exit()) return notice_cause(*notice);
    if (auto cause = exception_cause()) return *cause;
    const auto words = last_words();
    if (signal_noticed(words) == kill_signal) return out_of_memory(Memory::Host);
    if (const auto memory = exhausted_memory(words)) return out_of_memory(*memory, words);
    auto cause = facts_.end ? exit_cause(words) : unrecorded_cause(words);
    cause.in_out = in_out_;
    return cause;
  }

 private:
  static std::string signal_text(int signal) {
    return fmt::format("signal {} ({})", signal, posix::signal_name(signal));
  }

  /// The one of `err` or `out` that says more.
  const std::optional<FoundError>& error() {
    if (looked_) return error_;
    looked_ = true;
    error_ = deciding_error(err_);
    if (!facts_.out || (error_ && error_->says == Says::Error)) return error_;
    auto in_out = deciding_error(shown_lines(facts_.out()));
    in_out_ = in_out && (!error_ || in_out->says > error_->says);
    if (in_out_) error_ = std::move(in_out);
    return error_;
  }

  std::optional<FailureCause> exception_cause() {
    const auto& found = error();
    if (!found || found->says < Says::Name) return std::nullopt;
    const auto memory = exhausted_memory(found->text);
    auto cause = memory ? out_of_memory(*memory, found->text) : told_cause("exception", found->text);
    cause.in_out = in_out_;
    return cause;
  }

  std::string last_words() {
    const auto& found = error();
    if (!found) return last_words_of(err_);
    return found->says == Says::Relay && !in_out_ ? words_before(*found, err_) : found->text;
  }

  /// What a shell says of the signal that ended its last command, as its exit code has it. What an exception leads to
  /// says less than the exception.
  std::optional<std::string> notice_of_exit() const {
    const int signal = facts_.end ? facts_.end->exit_code.value_or(0) - 128 : 0;
    if (signal <= 0 || signal == abort_signal) return std::nullopt;
    for (auto line = err_.rbegin(); line != err_.rend(); ++line)
      if (signal_noticed(*line) == signal) return *line;
    return std::nullopt;
  }
  FailureCause notice_cause(const std::string& notice) const {
    const int signal = *signal_noticed(notice);
    if (signal == kill_signal) return out_of_memory(Memory::Host, notice);
    return {"signal", signal_text(signal), readable(notice)};
  }

  /// In trees of the original nobody wrote down how it ended.
  FailureCause unrecorded_cause(const std::string& words) const {
    if (!facts_.err_read) return plain_cause("unknown", "its output cannot be read");
    return words.empty() ? plain_cause("unknown", "crashed without a message") : told_cause("unknown", words);
  }
  FailureCause exit_cause(const std::string& words) const {
    const auto how = fmt::format("exit code {}", facts_.end->exit_code.value_or(0));
    return words.empty() ? plain_cause("exit", how) : told_cause("exit", words, fmt::format(" ({})", how));
  }

  const FailureFacts& facts_;
  const Lines err_;
  bool looked_ = false, in_out_ = false;
  std::optional<FoundError> error_;
};

}  // namespace

FailureCause cause_of(const FailureFacts& facts) {
  if (facts.lost) return told_cause("lost", "lost: " + facts.evidence);
  if (!facts.end) return Telling(facts).of_exit();
  switch (facts.end->reason) {
    case experiment::Reason::Timeout: return plain_cause("timeout", "timed out");
    case experiment::Reason::Aborted: return plain_cause("aborted", "aborted");
    case experiment::Reason::Terminated: return plain_cause("terminated", "terminated: its keeper was told to stop");
    case experiment::Reason::CannotStart:
      return told_cause("cannot_start", "could not be started: " + facts.end->detail);
    case experiment::Reason::Unrecorded:  // never on disk
      return told_cause("unknown", experiment::describe(*facts.end));
    case experiment::Reason::Signal: return Telling(facts).of_signal(facts.end->signal.value_or(0));
    case experiment::Reason::Exit: break;
  }
  return Telling(facts).of_exit();
}

}  // namespace liftoff::failures
