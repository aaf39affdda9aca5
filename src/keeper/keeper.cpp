#include "keeper/keeper.hpp"

#include <algorithm>
#include <csignal>
#include <cstring>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/abort_mark.hpp"
#include "experiment/journal.hpp"
#include "keeper/program.hpp"
#include "keeper/traces.hpp"
#include "posix/file.hpp"
#include "posix/own_process.hpp"
#include "posix/poll.hpp"
#include "posix/random.hpp"
#include "posix/socket.hpp"
#include "posix/spawn.hpp"

namespace liftoff::keeper {

namespace {

using std::chrono::milliseconds;

/// One run while it is kept.
struct Kept {
  const KeeperContext& context;
  const SlotPlace& slot;
  posix::SignalSource& signals;
  std::optional<int>& stop;
  experiment::PlannedConfiguration configuration;
  std::string run;  ///< folder relative to the experiment's
};

/// What became of the program while it was waited for.
struct Watched {
  std::optional<posix::Ended> main;
  double user = 0, system = 0;
  std::int64_t max_rss = 0;
  experiment::Reason reason = experiment::Reason::Exit;
};

void take_ended(Watched& watched, const posix::Ended& ended, int pid) {
  watched.user += ended.user;
  watched.system += ended.system;
  watched.max_rss = std::max(watched.max_rss, ended.max_rss);
  if (ended.pid == pid) watched.main = ended;
}

/// Whether children are left.
bool reap_all(Watched& watched, int pid) {
  auto children = posix::Children::None;
  while (const auto ended = posix::reap(children)) take_ended(watched, *ended, pid);
  return children == posix::Children::Some;
}

void end_tree(Watched& watched, int pid, milliseconds grace) {
  const auto tree = posix::end_processes(posix::child_of(posix::own_pid()), grace);
  reap_all(watched, pid);
  // The program itself is always reaped: without its end there is nothing to record.
  if (pid > 0 && !watched.main && tree.survivors.empty())
    if (const auto ended = posix::reap_one(pid)) take_ended(watched, *ended, pid);
}

void handle_stop(const Kept& kept, Watched& watched, int pid, int signal) {
  kept.stop = signal;
  const auto mark = experiment::read_abort_mark(kept.context.experiment);
  watched.reason = mark ? experiment::Reason::Aborted : experiment::Reason::Terminated;
  end_tree(watched, pid, mark ? mark->grace : kept.context.grace);
}

void handle_signal(const Kept& kept, Watched& watched, int pid, const posix::ReceivedSignal& received) {
  if (received.signal == SIGCHLD) {
    reap_all(watched, pid);
  } else if (kept.context.exclusive_terminal && received.signal == SIGINT) {
    kept.stop = SIGINT;  // from the terminal the program got it too
    if (!received.from_terminal)
      posix::signal_process({pid, posix::process_info(pid).value_or(posix::ProcessInfo{}).id.start_ticks}, SIGINT);
  } else if (received.signal != SIGHUP || kept.context.exclusive_terminal) {
    handle_stop(kept, watched, pid, received.signal);
  }
}

Watched watch_program(const Kept& kept, int pid) {
  Watched watched;
  std::optional<posix::MonotonicTime> deadline;
  if (kept.context.timeout) deadline = posix::monotonic_now() + *kept.context.timeout;
  while (!watched.main) {
    posix::PollSet set;
    set.add(kept.signals.fd());
    if (!set.wait(deadline)) {
      watched.reason = experiment::Reason::Timeout;
      end_tree(watched, pid, kept.context.grace);
      deadline.reset();
      continue;
    }
    while (const auto received = kept.signals.take()) handle_signal(kept, watched, pid, *received);
  }
  return watched;
}

experiment::AttemptEnd end_of(const Watched& watched, int attempt, double wall) {
  experiment::AttemptEnd end;
  end.attempt = attempt;
  end.ended = posix::unix_time();
  end.wall = wall;
  end.user = watched.user;
  end.system = watched.system;
  end.max_rss = watched.max_rss;
  end.exit_code = watched.main->exit_code;
  end.signal = watched.main->signal;
  end.reason = watched.reason != experiment::Reason::Exit ? watched.reason
               : end.signal                               ? experiment::Reason::Signal
                                                          : experiment::Reason::Exit;
  constexpr int requeue_code = 85;
  if (end.reason == experiment::Reason::Exit && end.exit_code == 0) end.outcome = experiment::Outcome::Succeeded;
  else if (end.reason == experiment::Reason::Exit && end.exit_code == requeue_code)
    end.outcome = experiment::Outcome::Requeued;
  else end.outcome = experiment::Outcome::Crashed;
  return end;
}

experiment::AttemptEnd cannot_start(int attempt, const std::string& why) {
  experiment::AttemptEnd end;
  end.attempt = attempt;
  end.ended = posix::unix_time();
  end.outcome = experiment::Outcome::Crashed;
  end.reason = experiment::Reason::CannotStart;
  end.detail = why;
  return end;
}

experiment::AttemptEnd aborted_before_start(int attempt) {
  experiment::AttemptEnd end;
  end.attempt = attempt;
  end.ended = posix::unix_time();
  end.outcome = experiment::Outcome::Crashed;
  end.reason = experiment::Reason::Aborted;
  return end;
}

experiment::JournalLine journal_line(const Kept& kept, const experiment::AttemptEnd& end) {
  const auto event = end.outcome == experiment::Outcome::Succeeded ? experiment::JournalEvent::Succeeded
                     : end.outcome == experiment::Outcome::Crashed ? experiment::JournalEvent::Crashed
                                                                   : experiment::JournalEvent::Requeued;
  return {event, end.ended, end.attempt, end.wall, kept.run};
}

/// Keeps the lock and tries until the end is on disk: nothing tells when a full disk has room again. A folder that
/// was removed has nobody left to tell.
void record_for_certain(const Kept& kept, experiment::ClaimedRun& claimed, const experiment::AttemptEnd& end) {
  auto pause = milliseconds(100);
  for (;; pause = std::min(pause * 2, milliseconds(10'000))) {
    try {
      experiment::record_end(claimed, end);
      if (experiment::append_to_journal(kept.context.journal, journal_line(kept, end))) return;
    } catch (const Error&) {
      if (posix::info(claimed.folder.get()).links == 0) return;
    }
    const auto until = posix::monotonic_now() + pause;
    for (bool waiting = true; waiting;) {
      posix::PollSet set;
      set.add(kept.signals.fd());
      waiting = set.wait(until);
      while (const auto received = kept.signals.take())
        if (received->signal != SIGCHLD && received->signal != SIGHUP) kept.stop = received->signal;
    }
  }
}

experiment::AttemptStart attempt_start(const Kept& kept, const experiment::ClaimedRun& claimed) {
  experiment::AttemptStart start;
  start.attempt = claimed.attempt;
  start.keeper = {posix::this_host(), posix::self(), claimed.locks};
  start.token = posix::random_token();
  start.gpu = kept.slot.gpu;
  start.slot = kept.slot.index;
  start.started = posix::unix_time();
  return start;
}

/// What an earlier attempt whose keeper died left running must be gone before the next one starts.
void end_earlier_attempt(const Kept& kept, const experiment::ClaimedRun& claimed) {
  const auto* last = claimed.earlier.last();
  if (last && !last->end) posix::end_processes(traces_of({last->start}), kept.context.grace);
}

/// From the start marker on, every way out of here is an end that gets recorded.
experiment::AttemptEnd run_attempt(const Kept& kept, const experiment::AttemptStart& start,
                                   const posix::SpawnRequest& request, const ProgramOutput& output, bool& retires) {
  const auto began = posix::monotonic_now();
  const auto spawned = posix::spawn(request);
  if (!spawned) {
    const auto why = fmt::format("{}: {}", request.argv.front(), spawned.error().text());
    if (output.err) posix::write_all(output.err.get(), "liftoff: cannot start " + why + "\n");
    return cannot_start(start.attempt, why);
  }
  const int pid = *spawned;
  auto watched = watch_program(kept, pid);
  const auto wall = std::chrono::duration<double>(posix::monotonic_now() - began).count();
  if (reap_all(watched, pid)) {
    if (kept.context.keep_children) retires = true;
    else end_tree(watched, 0, kept.context.grace);
  }
  return end_of(watched, start.attempt, wall);
}

void fill(RunReport& report, const experiment::AttemptEnd& end) {
  report.kind = ReportKind::Ended;
  report.attempt = end.attempt;
  report.outcome = end.outcome;
  report.reason = end.reason;
  report.exit_code = end.exit_code.value_or(-1);
  report.signal = end.signal.value_or(0);
  report.wall = end.wall;
  report.set_detail(end.detail);
}

RunReport keep_claimed(const Kept& kept, experiment::ClaimedRun claimed, RunOrder order) {
  RunReport report{.order = order};
  end_earlier_attempt(kept, claimed);
  const auto start = attempt_start(kept, claimed);
  const auto config = run_configuration(kept.context, kept.context.plan->text(order.configuration), kept.run,
                                        order.run_id, start.attempt);
  if (!experiment::begin_attempt(claimed, start, config)) {
    report.kind = ReportKind::Busy;
    return report;
  }
  const auto output = kept.context.detached ? open_output(claimed.folder.get()) : ProgramOutput{};
  const auto request =
      spawn_request(kept.context, program_for(kept.context, kept.configuration, kept.run, order.run_id, start), output);
  experiment::append_to_journal(kept.context.journal,
                                {experiment::JournalEvent::Start, start.started, start.attempt, 0, kept.run})
      .or_fail("cannot write", experiment::names::journal);
  experiment::mark_started(claimed, start.started);
  // Asked again now that liftoff-abort can see the attempt: it writes its mark first and looks afterwards.
  const auto end = experiment::read_abort_mark(kept.context.experiment)
                       ? aborted_before_start(start.attempt)
                       : run_attempt(kept, start, request, output, report.retires);
  record_for_certain(kept, claimed, end);
  fill(report, end);
  return report;
}

}  // namespace

void RunReport::set_detail(std::string_view text) {
  const auto size = std::min(text.size(), sizeof detail - 1);
  std::memcpy(detail, text.data(), size);
  detail[size] = '\0';
}

RunReport keep_run(const KeeperContext& context, const SlotPlace& slot, RunOrder order, posix::SignalSource& signals,
                   std::optional<int>& stop) {
  RunReport report{.order = order};
  if (experiment::read_abort_mark(context.experiment)) {
    report.kind = ReportKind::Aborted;
    return report;
  }
  std::string run;
  try {
    Kept kept{context, slot, signals, stop, context.plan->configuration(order.configuration), {}};
    run = kept.run = experiment::run_path(context.plan->header().layout, kept.configuration.folder, order.run_id);
    auto claim = experiment::claim_run(context.experiment, kept.run, context.claim);
    if (auto* claimed = std::get_if<experiment::ClaimedRun>(&claim))
      return keep_claimed(kept, std::move(*claimed), order);
    report.kind = std::get<experiment::ClaimRefusal>(claim) == experiment::ClaimRefusal::Busy ? ReportKind::Busy
                                                                                              : ReportKind::Succeeded;
  } catch (const std::exception& error) {
    report.kind = ReportKind::Refused;
    report.set_detail(run.empty() ? error.what() : run + ": " + error.what());
  }
  return report;
}

void serve(const KeeperContext& context, const SlotPlace& slot, int socket) {
  posix::become_subreaper();
  posix::set_process_name("liftoff-keeper");
  posix::SignalSource signals{SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT};
  std::optional<int> stop;
  for (;;) {
    posix::PollSet set;
    set.add(socket);
    set.add(signals.fd());
    set.wait(std::nullopt);
    while (const auto received = signals.take())
      if (received->signal == SIGTERM) posix::exit_now(0);
    RunOrder order;
    const auto received = posix::receive_record(socket, &order, sizeof order);
    if (received == posix::Received::Nothing) continue;
    if (received == posix::Received::Closed) posix::exit_now(0);
    auto report = keep_run(context, slot, order, signals, stop);
    report.retires = report.retires || stop;
    posix::send_record(socket, &report, sizeof report);
    if (report.retires) posix::exit_now(0);
  }
}

}  // namespace liftoff::keeper
