#include "query/error_groups.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <variant>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "experiment/run_folder.hpp"
#include "posix/signals.hpp"
#include "query/error_text.hpp"

namespace liftoff {

namespace {

constexpr std::size_t tail_size = 1 << 16;  // bytes of `err` that are looked at
constexpr std::size_t shown_lines = 6;
constexpr int kill_signal = 9, abort_signal = 6;

FailureCause out_of_memory(Memory memory) {
  return {"out_of_memory", memory == Memory::Cuda ? "out of memory (CUDA)" : "out of memory (host)"};
}

FailureCause signal_cause(int signal, const FailureFacts& facts) {
  // The kernel's killer leaves no other trace than the signal, and what shells and keepers make of it.
  if (signal == kill_signal && (exhausted_memory(facts.end->detail) || last_lines(facts.err, 1) == std::vector<std::string>{"Killed"}))
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
  if (!facts.end) return {"unknown", "crashed without a message"};
  const int code = facts.end->exit_code.value_or(0);
  // A shell that ran the program reports its signal this way.
  if (code == 128 + kill_signal && facts.err.find("Killed") != std::string::npos) return out_of_memory(Memory::Host);
  return {"exit", fmt::format("exit code {}", code)};
}

std::string tail_of_err(const FoundRun& run, const Complaint& complain) {
  const auto fd = posix::open_for_reading(run.folder().get(), "err");
  if (!fd) {
    const int error = errno;
    if (posix::info(run.folder().get(), "err").kind == posix::FileKind::Regular) complain(fmt::format("{}/err: {}", run.path(), std::strerror(error)));
    return {};
  }
  try {
    const auto size = static_cast<std::uint64_t>(std::max<std::int64_t>(posix::info(fd.get()).size, 0));
    return posix::read_at(fd.get(), size > tail_size ? size - tail_size : 0, tail_size);
  } catch (const Error& error) {
    complain(fmt::format("{}/err: {}", run.path(), error.what()));
    return {};
  }
}

std::optional<AttemptEnd> last_end(const FoundRun& run) {
  try {
    const auto text = run.listing.record ? posix::read_file(run.folder().get(), names::record) : std::nullopt;
    const auto record = text ? parse_run_record(*text) : RunRecord{};
    return record.last() ? record.last()->end : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

FailureCause cause_of(const FailureFacts& facts) {
  if (facts.lost) return {"lost", "lost: " + normalised_error(facts.evidence)};
  if (!facts.end) return exit_cause(facts);
  switch (facts.end->reason) {
    case Reason::Timeout: return {"timeout", "timed out"};
    case Reason::Aborted: return {"aborted", "aborted"};
    case Reason::Terminated: return {"terminated", "terminated: its keeper was told to stop"};
    case Reason::CannotStart: return {"cannot_start", "could not be started: " + normalised_error(facts.end->detail)};
    case Reason::Signal: return signal_cause(facts.end->signal.value_or(0), facts);
    case Reason::Exit: break;
  }
  return exit_cause(facts);
}

void ErrorGroups::add(const FoundRun& run, const Complaint& complain) {
  ++runs_;
  if (run.listing.end) return;
  const auto state = run.state();
  const auto* lost = std::get_if<Lost>(&state);
  if (!lost && !std::holds_alternative<Crashed>(state)) return;
  ++failed_;
  const FailureFacts facts{lost != nullptr, lost ? lost->evidence : "", last_end(run), tail_of_err(run, complain)};
  const auto cause = cause_of(facts);
  const auto [it, added] = by_cause_.try_emplace(cause.kind + '\n' + cause.message, groups_.size());
  if (added) {
    ErrorGroup group{cause, 0, run.path(), run.experiment.ref, run.relative, last_lines(facts.err, shown_lines), std::nullopt, std::nullopt};
    if (facts.end) {
      group.exit_code = facts.end->exit_code;
      group.signal = facts.end->signal;
    }
    groups_.push_back(std::move(group));
  }
  ++groups_[it->second].count;
}

bool read_example(const ErrorGroup& group, const std::function<void(std::string_view)>& put) {
  const auto folder = open_run_folder(OpenExperiment::open(group.experiment).folder.get(), group.run);
  const auto err = folder ? posix::open_for_reading(folder.get(), "err") : posix::Fd{};
  if (!err) return false;
  std::uint64_t at = 0;
  for (auto piece = posix::read_at(err.get(), at, tail_size); !piece.empty(); piece = posix::read_at(err.get(), at, tail_size)) {
    put(piece);
    at += piece.size();
  }
  return true;
}

std::vector<ErrorGroup> ErrorGroups::sorted() const {
  auto groups = groups_;
  std::stable_sort(groups.begin(), groups.end(), [](const ErrorGroup& a, const ErrorGroup& b) { return a.count > b.count; });
  return groups;
}

}  // namespace liftoff
