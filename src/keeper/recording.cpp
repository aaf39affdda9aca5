#include "keeper/recording.hpp"

#include <algorithm>
#include <csignal>

#include <liftoff/error.hpp>

#include "experiment/journal.hpp"
#include "keeper/signals.hpp"
#include "posix/clock.hpp"
#include "posix/file_info.hpp"
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

/// False where the system refused and may not do so later.
bool try_to_record(const Keeper& keeper, experiment::ClaimedRun& claimed, const experiment::JournalLine& line,
                   const experiment::AttemptEnd& end) {
  try {
    experiment::record_end(claimed, end);
    return static_cast<bool>(experiment::append_to_journal(keeper.opened.journal, line));
  } catch (const Error&) {
    return posix::info(claimed.folder.get()).links == 0;
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

experiment::AttemptStart attempt_start(const Keeper& keeper, const experiment::ClaimedRun& claimed) {
  experiment::AttemptStart start;
  start.attempt = claimed.attempt;
  start.keeper = {posix::this_host(), keeper.self, claimed.locks};
  start.token = posix::random_token();
  start.gpu = keeper.place.gpu;
  start.slot = keeper.place.index;
  start.started = posix::unix_time();
  return start;
}

void record_start(const Keeper& keeper, const experiment::ClaimedRun& claimed, const experiment::RunRef& run,
                  const experiment::AttemptStart& start) {
  const experiment::JournalLine line{experiment::JournalEvent::Start, start.started, start.attempt, 0, run.text()};
  experiment::append_to_journal(keeper.opened.journal, line).or_fail("cannot write", experiment::names::journal);
  experiment::mark_started(claimed, start.started);
}

void record_end_for_certain(Keeper& keeper, experiment::ClaimedRun& claimed, const experiment::RunRef& run,
                            const experiment::AttemptEnd& end) {
  constexpr milliseconds first_pause(100), longest_pause(10'000);
  const experiment::JournalLine line{event_of(end.outcome), end.ended, end.attempt, end.wall, run.text()};
  for (auto pause = first_pause; !try_to_record(keeper, claimed, line, end); pause = std::min(pause * 2, longest_pause))
    rest(keeper, pause);
}

}  // namespace liftoff::keeper
