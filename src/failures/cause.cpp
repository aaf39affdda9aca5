#include "failures/cause.hpp"

#include <fmt/core.h>

#include "failures/error_line.hpp"
#include "failures/exhausted_memory.hpp"
#include "failures/lines.hpp"
#include "failures/normalised_error.hpp"
#include "posix/signals.hpp"

namespace liftoff::failures {

namespace {

constexpr int kill_signal = 9, abort_signal = 6;
constexpr int killed_in_shell = 128 + kill_signal;  // how a shell that ran the program reports it

FailureCause out_of_memory(Memory memory) {
  return {"out_of_memory", memory == Memory::Cuda ? "out of memory (CUDA)" : "out of memory (host)"};
}

std::string last_line(const FailureFacts& facts) {
  const auto last = last_lines(facts.err, 1);
  return last.empty() ? std::string{} : last.front();
}

/// Of the exception that `err` tells of, if it does.
std::optional<FailureCause> exception_cause(const FailureFacts& facts) {
  const auto line = last_error_line(facts.err);
  if (!line) return std::nullopt;
  if (const auto memory = exhausted_memory(*line)) return out_of_memory(*memory);
  return FailureCause{"exception", normalised_error(*line)};
}

FailureCause signal_cause(int signal, const FailureFacts& facts) {
  // The kernel's killer leaves no other trace than the signal, and what shells and keepers make of it.
  if (signal == kill_signal && (exhausted_memory(facts.end->detail) || last_line(facts) == "Killed"))
    return out_of_memory(Memory::Host);
  if (signal == abort_signal)
    if (auto cause = exception_cause(facts)) return *cause;
  return {"signal", fmt::format("signal {} ({})", signal, posix::signal_name(signal))};
}

/// In trees of the original nobody wrote down how it ended.
FailureCause unrecorded_cause(const FailureFacts& facts, const std::string& last) {
  if (!facts.err_read) return {"unknown", "its output cannot be read"};
  return {"unknown", last.empty() ? "crashed without a message" : normalised_error(last)};
}

FailureCause exit_cause(const FailureFacts& facts) {
  if (auto cause = exception_cause(facts)) return *cause;
  const auto last = last_line(facts);
  if (last == "Killed") return out_of_memory(Memory::Host);
  if (const auto memory = exhausted_memory(last)) return out_of_memory(*memory);
  if (!facts.end) return unrecorded_cause(facts, last);
  const int code = facts.end->exit_code.value_or(0);
  if (code == killed_in_shell && facts.err.find("Killed") != std::string::npos) return out_of_memory(Memory::Host);
  const auto how = fmt::format("exit code {}", code);
  return {"exit", last.empty() ? how : fmt::format("{} ({})", normalised_error(last), how)};
}

}  // namespace

FailureCause cause_of(const FailureFacts& facts) {
  if (facts.lost) return {"lost", "lost: " + normalised_error(facts.evidence)};
  if (!facts.end) return exit_cause(facts);
  switch (facts.end->reason) {
    case experiment::Reason::Timeout: return {"timeout", "timed out"};
    case experiment::Reason::Aborted: return {"aborted", "aborted"};
    case experiment::Reason::Terminated: return {"terminated", "terminated: its keeper was told to stop"};
    case experiment::Reason::CannotStart:
      return {"cannot_start", "could not be started: " + normalised_error(facts.end->detail)};
    case experiment::Reason::Signal: return signal_cause(facts.end->signal.value_or(0), facts);
    case experiment::Reason::Unrecorded:  // never on disk
    case experiment::Reason::Exit: break;
  }
  return exit_cause(facts);
}

}  // namespace liftoff::failures
