#include "keeper/attempt.hpp"

#include <algorithm>
#include <csignal>

#include "experiment/abort_mark.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"
#include "posix/own_process.hpp"
#include "posix/poll.hpp"
#include "posix/process_tree.hpp"

namespace liftoff::keeper {

namespace {

using experiment::Outcome;
using experiment::Reason;
using std::chrono::milliseconds;

constexpr int requeue_code = 85;

/// The program of one attempt while it is waited for.
struct Watched {
  int pid = 0;
  std::optional<posix::Ended> main;
  bool children_left = true;
  double user = 0, system = 0;
  std::int64_t max_rss = 0;
  Reason reason = Reason::Exit;
};

void count_in(Watched& watched, const posix::Ended& ended) {
  watched.user += ended.user;
  watched.system += ended.system;
  watched.max_rss = std::max(watched.max_rss, ended.max_rss);
  if (ended.pid == watched.pid) watched.main = ended;
}

void reap_all(Watched& watched) {
  auto children = posix::Children::None;
  while (const auto ended = posix::reap(children)) count_in(watched, *ended);
  watched.children_left = children == posix::Children::Some;
}

void end_tree(Watched& watched, milliseconds grace) {
  const auto tree = posix::end_processes(posix::child_of(posix::own_pid()), grace);
  reap_all(watched);
  // The program itself is always reaped: without its end there is nothing to record.
  if (!watched.main && tree.survivors.empty())
    if (const auto ended = posix::reap_one(watched.pid)) count_in(watched, *ended);
}

void obey_stop(Keeper& keeper, Watched& watched, int signal) {
  keeper.stop = signal;
  const auto mark = experiment::read_abort_mark(keeper.opened.folder.get());
  watched.reason = mark ? Reason::Aborted : Reason::Terminated;
  end_tree(watched, mark ? mark->grace : keeper.context().grace);
}

void obey(Keeper& keeper, Watched& watched, const posix::ReceivedSignal& received) {
  const bool own_terminal = keeper.context().own_terminal;
  if (received.signal == SIGCHLD) {
    reap_all(watched);
  } else if (own_terminal && received.signal == SIGINT) {
    keeper.stop = SIGINT;  // from the terminal the program got it too
    if (received.from_terminal) return;
    if (const auto program = posix::process_info(watched.pid)) posix::signal_process(program->id, SIGINT);
  } else if (received.signal != SIGHUP || own_terminal) {
    obey_stop(keeper, watched, received.signal);
  }
}

void watch(Keeper& keeper, Watched& watched) {
  std::optional<posix::MonotonicTime> deadline;
  if (keeper.context().timeout) deadline = posix::monotonic_now() + *keeper.context().timeout;
  while (!watched.main) {
    posix::PollSet set;
    set.add(keeper.signals.fd());
    if (!set.wait(deadline)) {
      watched.reason = Reason::Timeout;
      end_tree(watched, keeper.context().grace);
      deadline.reset();
      continue;
    }
    while (const auto received = keeper.signals.take()) obey(keeper, watched, *received);
  }
}

Outcome outcome_of(const experiment::AttemptEnd& end) {
  if (end.reason != Reason::Exit) return Outcome::Crashed;
  if (end.exit_code == 0) return Outcome::Succeeded;
  return end.exit_code == requeue_code ? Outcome::Requeued : Outcome::Crashed;
}

experiment::AttemptEnd end_now(int attempt) {
  experiment::AttemptEnd end;
  end.attempt = attempt;
  end.ended = posix::unix_time();
  return end;
}

experiment::AttemptEnd end_of(const Watched& watched, int attempt, double wall) {
  auto end = end_now(attempt);
  end.wall = wall;
  end.user = watched.user;
  end.system = watched.system;
  end.max_rss = watched.max_rss;
  end.exit_code = watched.main->exit_code;
  end.signal = watched.main->signal;
  end.reason = watched.reason == Reason::Exit && end.signal ? Reason::Signal : watched.reason;
  end.outcome = outcome_of(end);
  return end;
}

experiment::AttemptEnd cannot_start(int attempt, const std::string& why) {
  auto end = end_now(attempt);
  end.outcome = Outcome::Crashed;
  end.reason = Reason::CannotStart;
  end.detail = why;
  return end;
}

}  // namespace

Attempted run_attempt(Keeper& keeper, int attempt, const posix::SpawnRequest& request) {
  const auto began = posix::monotonic_now();
  const auto start = keeper.starter.start(request);
  if (const auto* refused = std::get_if<NotStarted>(&start)) {
    if (request.err >= 0) posix::write_all(request.err, "liftoff: cannot start " + refused->why + "\n");
    return {cannot_start(attempt, refused->why), false};
  }
  Watched watched;
  watched.pid = std::get<Started>(start).pid;
  watch(keeper, watched);
  const auto wall = std::chrono::duration<double>(posix::monotonic_now() - began).count();
  if (watched.children_left) reap_all(watched);
  const bool spared = watched.children_left && keeper.context().keep_children;
  if (watched.children_left && !spared) end_tree(watched, keeper.context().grace);
  return {end_of(watched, attempt, wall), spared};
}

experiment::AttemptEnd aborted_before_start(int attempt) {
  auto end = end_now(attempt);
  end.outcome = Outcome::Crashed;
  end.reason = Reason::Aborted;
  return end;
}

}  // namespace liftoff::keeper
