#include "failures/error_groups.hpp"

#include <algorithm>
#include <variant>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "experiment/run_folder.hpp"
#include "failures/lines.hpp"
#include "posix/file.hpp"

namespace liftoff::failures {

namespace {

constexpr std::size_t tail_size = 1 << 16;  // bytes of `err` that are looked at
constexpr std::uint64_t most_of_record = 16 << 20;
constexpr std::size_t shown_lines = 6;

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
  group.run = run.run;
  group.last_lines = last_lines(facts.err, shown_lines);
  group.exit_code = facts.end ? facts.end->exit_code : std::nullopt;
  group.signal = facts.end ? facts.end->signal : std::nullopt;
}

}  // namespace

void ErrorGroups::add(const results::FoundRun& run, const results::Complaint& complain) {
  ++runs_;
  if (run.listing().end) return;
  const auto state = run.state();
  const auto* lost = std::get_if<experiment::Lost>(&state);
  if (!lost && !std::holds_alternative<experiment::Crashed>(state)) return;
  const auto err = tail_of_err(run, complain);
  add_failed(run,
             {lost != nullptr, lost ? lost->evidence : "", last_end(run, complain), err.value_or(""), err.has_value()});
}

void ErrorGroups::add_failed(const results::FoundRun& run, const FailureFacts& facts) {
  ++failed_;
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
