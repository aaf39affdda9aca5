#include "failures/error_groups.hpp"

#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "experiment/run_folder.hpp"
#include "failures/error_text.hpp"
#include "posix/signals.hpp"

namespace liftoff::failures {

namespace {

constexpr std::size_t tail_size = 1 << 16;  // bytes of `err` that are looked at
constexpr std::uint64_t most_of_record = 16 << 20;
constexpr std::size_t shown_lines = 6;
constexpr int kill_signal = 9, abort_signal = 6;

FailureCause out_of_memory(Memory memory) {
  return {"out_of_memory", memory == Memory::Cuda ? "out of memory (CUDA)" : "out of memory (host)"};
}

FailureCause signal_cause(int signal, const FailureFacts& facts) {
  // The kernel's killer leaves no other trace than the signal, and what shells and keepers make of it.
  if (signal == kill_signal &&
      (exhausted_memory(facts.end->detail) || last_lines(facts.err, 1) == std::vector<std::string>{"Killed"}))
    return out_of_memory(Memory::Host);
  if (signal == abort_signal)
    if (const auto line = last_error_line(facts.err)) {
      if (const auto memory = exhausted_memory(*line)) return out_of_memory(*memory);
      return {"exception", normalised_error(*line)};
    }
  return {"signal", fmt::format("signal {} ({})", signal, posix::signal_name(signal))};
}

FailureCause exit_cause(const FailureFacts& facts) {
  if (const auto line = last_error_line(facts.err)) {
    if (const auto memory = exhausted_memory(*line)) return out_of_memory(*memory);
    return {"exception", normalised_error(*line)};
  }
  const auto last = last_lines(facts.err, 1);
  if (!last.empty() && last.front() == "Killed") return out_of_memory(Memory::Host);
  if (!last.empty())
    if (const auto memory = exhausted_memory(last.front())) return out_of_memory(*memory);
  if (!facts.end && !facts.err_read) return {"unknown", "what it wrote can't be read"};
  if (!facts.end) return {"unknown", last.empty() ? "crashed without a message" : normalised_error(last.front())};
  const int code = facts.end->exit_code.value_or(0);
  // A shell that ran the program reports its signal this way.
  if (code == 128 + kill_signal && facts.err.find("Killed") != std::string::npos) return out_of_memory(Memory::Host);
  return {"exit", fmt::format("exit code {}", code)};
}

/// The end of `err`; "" where there is none, nothing where it can't be read.
std::optional<std::string> tail_of_err(const results::FoundRun& run, const results::Complaint& complain) {
  const auto fd = posix::open_for_reading(run.folder().get(), "err");
  const auto info = fd ? posix::info(fd.get()) : posix::info(run.folder().get(), "err");
  if (info.kind != posix::FileKind::Regular) return "";
  try {
    if (!fd) posix::fail("cannot open", "it", fd.error());
    const auto size = static_cast<std::uint64_t>(info.size);
    return posix::read_at(fd.get(), size > tail_size ? size - tail_size : 0, tail_size);
  } catch (const Error& problem) {
    complain(fmt::format("{}/err: {}", run.path(), problem.what()));
    return std::nullopt;
  }
}

std::optional<experiment::AttemptEnd> last_end(const results::FoundRun& run, const results::Complaint& complain) {
  const auto text = run.listing().record ? run.read(experiment::names::record, most_of_record, complain) : std::nullopt;
  const auto record = text ? experiment::parse_run_record(*text) : experiment::RunRecord{};
  return record.last() ? record.last()->end : std::nullopt;
}

void set_example(ErrorGroup& group, const results::FoundRun& run, const FailureFacts& facts) {
  group.example = run.path();
  group.experiment = run.experiment.ref;
  group.run = run.relative;
  group.last_lines = last_lines(facts.err, shown_lines);
  group.exit_code = facts.end ? facts.end->exit_code : std::nullopt;
  group.signal = facts.end ? facts.end->signal : std::nullopt;
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
    case experiment::Reason::Exit: break;
  }
  return exit_cause(facts);
}

void ErrorGroups::add(const results::FoundRun& run, const results::Complaint& complain) {
  ++runs_;
  if (run.listing().end) return;
  const auto state = run.state();
  const auto* lost = std::get_if<experiment::Lost>(&state);
  if (!lost && !std::holds_alternative<experiment::Crashed>(state)) return;
  ++failed_;
  const auto err = tail_of_err(run, complain);
  const FailureFacts facts{lost != nullptr, lost ? lost->evidence : "", last_end(run, complain), err.value_or(""),
                           err.has_value()};
  const auto cause = cause_of(facts);
  const auto [it, added] = by_cause_.try_emplace(cause.kind + '\n' + cause.message, groups_.size());
  if (added) groups_.push_back({cause, 0, {}, {}, {}, {}, {}, {}});
  auto& group = groups_[it->second];
  // An example that says something is better than the first one.
  if (++group.count == 1 || (group.last_lines.empty() && !facts.err.empty())) set_example(group, run, facts);
}

bool read_example(const ErrorGroup& group, const std::function<void(std::string_view)>& put) {
  const auto folder =
      experiment::open_run_folder(experiment::OpenExperiment::open(group.experiment).folder.get(), group.run);
  const auto err = folder ? posix::open_for_reading(folder.get(), "err") : posix::Fd{};
  if (!err || posix::info(err.get()).kind != posix::FileKind::Regular) return false;
  std::uint64_t at = 0;
  for (auto piece = posix::read_at(err.get(), at, tail_size); !piece.empty();
       piece = posix::read_at(err.get(), at, tail_size)) {
    put(piece);
    at += piece.size();
  }
  return true;
}

std::vector<const ErrorGroup*> ErrorGroups::sorted() const {
  std::vector<const ErrorGroup*> groups;
  for (const auto& group : groups_) groups.push_back(&group);
  std::stable_sort(groups.begin(), groups.end(),
                   [](const ErrorGroup* a, const ErrorGroup* b) { return a->count > b->count; });
  return groups;
}

}  // namespace liftoff::failures
