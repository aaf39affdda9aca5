#include "keeper/recording.hpp"

#include <algorithm>
#include <csignal>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/journal.hpp"
#include "experiment/restore_run.hpp"
#include "keeper/signals.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/poll.hpp"
#include "posix/random.hpp"

namespace liftoff::keeper {

namespace {

using std::chrono::milliseconds;

experiment::JournalEvent event_of(experiment::Outcome outcome) {
  switch (outcome) {
    case experiment::Outcome::Succeeded: return experiment::JournalEvent::Succeeded;
    case experiment::Outcome::Crashed: return experiment::JournalEvent::Crashed;
    case experiment::Outcome::Requeued: break;
  }
  return experiment::JournalEvent::Requeued;
}

/// The folder of the experiment as readers find it now: a single run's program, whose own folder it is, can have moved
/// or removed it. Errors: System.
posix::Opened experiment_now(const Keeper& keeper) {
  const auto& path = keeper.context().experiment;
  auto folder = posix::open_folder(posix::here(), path.c_str());
  if (folder || !folder.error().is_absent()) return folder;
  posix::make_folders(path);
  return posix::open_folder(posix::here(), path.c_str());
}

/// What makes a folder an experiment of one single run. The journal is not made anew: nobody misses it.
void restore_experiment(const Keeper& keeper, int folder) {
  const auto& context = keeper.context();
  posix::create_file(folder, experiment::names::timestamp, fmt::format("{}\n", context.timestamp));
  posix::create_file(folder, experiment::names::mode, fmt::format("{}\n", to_text(experiment::Layout::Single)));
  posix::create_file(folder, experiment::names::ppid, fmt::format("{}\n", context.launcher));
  keeper.opened.plan.write_again(folder);
}

/// Makes sure that the folder which readers find is the one in hand. Empty, or what is in the way. Errors: System.
std::string hold_on_to_folder(const Keeper& keeper, experiment::ClaimedRun& claimed, const experiment::RunRef& run,
                              const FolderContent& content) {
  const auto reopened = run.is_whole() ? experiment_now(keeper) : posix::Opened{};
  if (run.is_whole() && !reopened) return "its folder can't be opened: " + reopened.error().text();
  const int folder = run.is_whole() ? reopened.get() : keeper.opened.folder.get();
  if (experiment::is_in_place(folder, run, claimed)) return {};
  if (run.is_whole()) restore_experiment(keeper, folder);
  return experiment::restore_run(folder, run, claimed, content.started, content.config);
}

/// Nothing where the system refused and may not do so later; else as record_end_for_certain().
std::optional<std::string> try_to_record(const Keeper& keeper, experiment::ClaimedRun& claimed,
                                         const experiment::RunRef& run, const FolderContent& content,
                                         const experiment::AttemptEnd& end) {
  try {
    if (auto in_the_way = hold_on_to_folder(keeper, claimed, run, content); !in_the_way.empty()) return in_the_way;
    experiment::record_end(claimed, end);
  } catch (const Error&) {
    const auto refusal = posix::write_refusal(claimed.folder.get());
    if (!refusal) return std::nullopt;
    // The record was open before: what it says counts, without the marker.
    if (!experiment::is_recorded(claimed, end)) return "its folder can't be written to: " + refusal->text();
  }
  try {
    const experiment::JournalLine line{event_of(end.outcome), end.ended, end.attempt, end.wall, run.text()};
    return experiment::append_to_journal(keeper.opened.journal, line) ? std::optional<std::string>("") : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

void rest(Keeper& keeper, milliseconds pause) {
  const auto until = posix::monotonic_now() + pause;
  for (bool waiting = true; waiting;) {
    posix::PollSet set;
    set.add(keeper.signals.fd());
    waiting = set.wait(until);
    while (const auto received = keeper.signals.take())
      if (received->signal != SIGCHLD && received->signal != SIGHUP && !is_for_programs(received->signal))
        keeper.stop = received->signal;
  }
}

}  // namespace

experiment::AttemptStart attempt_start(Keeper& keeper, const experiment::ClaimedRun& claimed) {
  experiment::AttemptStart start;
  start.attempt = claimed.attempt;
  start.keeper = {posix::this_host(), keeper.self, claimed.locks};
  start.token = posix::random_token();
  start.gpu = keeper.place.gpu;
  start.slot = keeper.place.index;
  start.commit = keeper.code.commit();
  start.started = posix::unix_time();
  return start;
}

void record_start(const Keeper& keeper, const experiment::ClaimedRun& claimed, const experiment::RunRef& run,
                  const experiment::AttemptStart& start) {
  const experiment::JournalLine line{experiment::JournalEvent::Start, start.started, start.attempt, 0, run.text()};
  experiment::append_to_journal(keeper.opened.journal, line).or_fail("cannot write", experiment::names::journal);
  experiment::mark_started(claimed, start.started);
}

std::string record_end_for_certain(Keeper& keeper, experiment::ClaimedRun& claimed, const experiment::RunRef& run,
                                   const FolderContent& content, const experiment::AttemptEnd& end) {
  constexpr milliseconds first_pause(100), longest_pause(10'000);
  for (auto pause = first_pause;; pause = std::min(pause * 2, longest_pause)) {
    if (auto recorded = try_to_record(keeper, claimed, run, content, end)) return *std::move(recorded);
    rest(keeper, pause);
  }
}

}  // namespace liftoff::keeper
