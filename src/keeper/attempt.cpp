#include "keeper/attempt.hpp"

#include <algorithm>
#include <csignal>

#include "experiment/abort_mark.hpp"
#include "keeper/ending.hpp"
#include "keeper/signals.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"
#include "posix/poll.hpp"

namespace liftoff::keeper {

namespace {

using experiment::Outcome;
using experiment::Reason;
using std::chrono::milliseconds;

constexpr int requeue_code = 85;

/// The program of one attempt while it is waited for.
struct Watched {
  Family family;
  posix::MonotonicTime began;
  Ending ending{family};
  Reason reason = Reason::Exit;
  double wall = 0;      ///< seconds that the program lived
  bool spared = false;  ///< what it left behind may stay
};

/// SIGQUIT leaves no time. The first process of a container is given ten seconds by those who stop it, and takes all
/// others with it.
milliseconds grace_of_stop(const KeeperContext& context, int signal) {
  constexpr int first_process = 1;
  if (signal == SIGQUIT) return milliseconds(0);
  return context.launcher == first_process ? std::min(context.grace, milliseconds(8000)) : context.grace;
}

void obey_stop(Keeper& keeper, Watched& watched, int signal) {
  keeper.stop = signal;
  watched.family.reap();  // it may have ended by itself just before
  const auto mark = experiment::read_abort_mark(keeper.opened.folder.get());
  if (!watched.family.program_ended()) watched.reason = mark ? Reason::Aborted : Reason::Terminated;
  watched.ending.begin(mark ? mark->grace : grace_of_stop(keeper.context(), signal));
}

void obey(Keeper& keeper, Watched& watched, const posix::ReceivedSignal& received) {
  const bool own_terminal = keeper.context().own_terminal;
  auto& family = watched.family;
  if (received.signal == SIGCHLD) return;
  if (is_for_programs(received.signal)) {
    if (posix::catches(family.program(), received.signal)) family.signal_program(received.signal);
  } else if (own_terminal && received.signal == SIGINT) {
    keeper.stop = SIGINT;  // from the terminal the program got it too
    if (!received.from_terminal) family.signal_program(SIGINT);
  } else if (received.signal != SIGHUP || own_terminal) {
    obey_stop(keeper, watched, received.signal);
  }
}

double seconds_since(posix::MonotonicTime begin) {
  return std::chrono::duration<double>(posix::monotonic_now() - begin).count();
}

/// What is due now that something has ended or a time has come. Whether the attempt is over.
bool go_on(const Keeper& keeper, Watched& watched, std::optional<posix::MonotonicTime> time_limit) {
  auto& family = watched.family;
  auto& ending = watched.ending;
  family.reap();
  if (watched.wall == 0 || !family.program_ended()) watched.wall = seconds_since(watched.began);
  if (!family.program_ended()) {
    if (!ending.has_begun() && time_limit && posix::monotonic_now() >= *time_limit) {
      watched.reason = Reason::Timeout;
      ending.begin(keeper.context().grace);
    }
    ending.go_on();
    return family.is_over();
  }
  if (family.is_over()) return true;
  if (!ending.has_begun() && keeper.context().keep_children) return watched.spared = true;
  if (!ending.has_begun()) ending.begin(keeper.context().grace);
  ending.go_on();
  return ending.has_killed() || family.is_over();
}

void watch(Keeper& keeper, Watched& watched) {
  std::optional<posix::MonotonicTime> time_limit;
  if (keeper.context().timeout) time_limit = watched.began + *keeper.context().timeout;
  do {
    posix::PollSet set;
    set.add(keeper.signals.fd());
    set.wait(watched.ending.has_begun() ? watched.ending.deadline() : time_limit);
    while (const auto received = keeper.signals.take()) obey(keeper, watched, *received);
  } while (!go_on(keeper, watched, time_limit));
}

/// Exit code 85 asks to be run again, also where the program was told to end. Only liftoff-abort is not to be undone.
Outcome outcome_of(const experiment::AttemptEnd& end) {
  if (end.exit_code == requeue_code && end.reason != Reason::Aborted) return Outcome::Requeued;
  return end.reason == Reason::Exit && end.exit_code == 0 ? Outcome::Succeeded : Outcome::Crashed;
}

experiment::AttemptEnd end_now(int attempt) {
  experiment::AttemptEnd end;
  end.attempt = attempt;
  end.ended = posix::unix_time();
  return end;
}

experiment::AttemptEnd end_of(Watched& watched, int attempt) {
  auto end = end_now(attempt);
  const auto& program = watched.family.end_of_program();
  end.wall = watched.wall;
  end.user = watched.family.user();
  end.system = watched.family.system();
  end.max_rss = watched.family.max_rss();
  end.exit_code = program.exit_code;
  end.signal = program.signal;
  end.reason = watched.reason == Reason::Exit && end.signal ? Reason::Signal : watched.reason;
  end.outcome = outcome_of(end);
  end.detail = watched.ending.survivors();
  return end;
}

experiment::AttemptEnd cannot_start(int attempt, const std::string& why) {
  auto end = end_now(attempt);
  end.outcome = Outcome::Crashed;
  end.reason = Reason::CannotStart;
  end.detail = why;
  return end;
}

experiment::AttemptEnd put_off(int attempt, const std::string& why) {
  auto end = cannot_start(attempt, why);
  end.outcome = Outcome::Requeued;
  return end;
}

}  // namespace

Attempted run_attempt(Keeper& keeper, int attempt, const posix::SpawnRequest& request) {
  const auto began = posix::monotonic_now();
  // A launcher in the foreground may have been given children by whoever started it.
  const auto strangers = keeper.context().own_terminal ? posix::own_children() : std::vector<int>{};
  const auto start = keeper.starter.start(request);
  if (const auto* refused = std::get_if<NotStarted>(&start)) {
    if (refused->shortage) return {put_off(attempt, refused->why), false, true};
    if (request.err >= 0) posix::write_all(request.err, "liftoff: cannot start " + refused->why + "\n");
    return {cannot_start(attempt, refused->why), false};
  }
  Watched watched{Family(std::get<Started>(start).pid, request.own_group, strangers), began};
  watch(keeper, watched);
  return {end_of(watched, attempt), watched.spared};
}

experiment::AttemptEnd unrecorded(experiment::AttemptEnd end, const std::string& why) {
  end.outcome = Outcome::Crashed;
  end.reason = Reason::Unrecorded;
  end.detail = why;
  return end;
}

experiment::AttemptEnd aborted_before_start(int attempt) {
  auto end = end_now(attempt);
  end.outcome = Outcome::Crashed;
  end.reason = Reason::Aborted;
  return end;
}

}  // namespace liftoff::keeper
