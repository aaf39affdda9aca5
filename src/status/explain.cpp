#include "status/explain.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "experiment/abort_mark.hpp"
#include "posix/clock.hpp"
#include "status/look.hpp"
#include "text/duration.hpp"

namespace liftoff::status {

namespace {

std::string attempt_line(const experiment::Attempt& attempt) {
  const auto& start = attempt.start;
  auto text = fmt::format("attempt {}: started {} on {}, keeper {}", start.attempt, posix::local_time(start.started),
                          start.keeper.host.host, start.keeper.process.pid);
  if (start.gpu) text += fmt::format(", GPU {}", *start.gpu);
  if (!attempt.end) return text + ", no end recorded";
  return text + fmt::format("; ended {} after {}: {}{}", posix::local_time(attempt.end->ended),
                            text::fine_span_text(attempt.end->wall), experiment::describe(*attempt.end),
                            attempt.end->outcome == experiment::Outcome::Requeued ? ", requeued" : "");
}

/// Puts together the explanation of one state after the other.
class Explaining {
 public:
  Explaining(const experiment::OpenExperiment& experiment, const RunView& run, bool rescan,
             experiment::Machine& machine)
      : experiment_(experiment), ref_(experiment.ref), run_(run), rescan_(rescan), machine_(machine) {}

  Explanation result() {
    if (!run_.problem.empty()) say(fmt::format("its folder can't be read: {}", run_.problem));
    else std::visit([this](const auto& state) { about(state); }, run_.state);
    for (const auto& attempt : run_.record.attempts) explanation_.attempts.push_back(attempt_line(attempt));
    return std::move(explanation_);
  }

 private:
  void say(std::string text) { explanation_.reasons.push_back(std::move(text)); }
  void advise(std::string text) { explanation_.remedies.push_back(std::move(text)); }
  /// What leads the other programs to this experiment; `option` is followed by its timestamp.
  std::string place(const char* option) const {
    return fmt::format("{} {}{}", option, ref_.timestamp, experiment::place_options(ref_));
  }
  void advise_resume() {
    advise(fmt::format("'liftoff --resume {}' starts what is waiting, crashed or lost", place("--timestamp")));
  }

  void about(const experiment::Waiting&) {
    const auto* attempt = run_.record.last();
    if (attempt && attempt->end && attempt->end->outcome == experiment::Outcome::Requeued)
      say("it is waiting: its last attempt asked to be started again (exit code 85)");
    else say("it is waiting: it was never started");
    if (experiment::read_abort_mark(experiment_.folder.get()))
      say("the experiment was aborted (.liftoff-abort is there): nothing of it is started");
    const auto launchers = experiment::live_launchers(experiment_.folder.get());
    if (launchers.empty()) {
      say("no launcher of the experiment is alive, so nobody will start it");
      return advise_resume();
    }
    const auto look = judge_experiment(experiment_, read_tally(experiment_.folder.get(), rescan_), machine_);
    say(fmt::format("a launcher is alive (process {} on {}): {} running, {} waiting", launchers.front().process.pid,
                    launchers.front().host.host, look.summary.running, look.summary.waiting));
    say(look.summary.running > 0
            ? "it is started when a slot is free and its turn has come"
            : "nothing runs just now: the launcher is about to start the next runs, or is waiting to retry one");
  }

  void about(const experiment::Running& running) {
    const auto* attempt = run_.record.last();
    if (!running.verified) {
      say(fmt::format("it was started on {}, which can't be asked from here: running there, unverified since {}",
                      attempt ? attempt->start.keeper.host.host : "another host",
                      posix::local_time(run_.started.value_or(0))));
      return advise(fmt::format("if that host is gone for good: 'liftoff --resume {} --assume-dead {}'",
                                place("--timestamp"), attempt ? attempt->start.keeper.host.host : "HOST"));
    }
    say(fmt::format("it is running since {}{}", posix::local_time(run_.started.value_or(0)),
                    attempt ? fmt::format(", kept by process {}", attempt->start.keeper.process.pid) : ""));
  }

  void about(const experiment::Succeeded& succeeded) {
    say(fmt::format("it succeeded{}; succeeded runs are never started again",
                    succeeded.ended > 0 ? " at " + posix::local_time(static_cast<double>(succeeded.ended)) : ""));
  }

  void about(const experiment::Crashed& crashed) {
    const auto* attempt = run_.record.last();
    say(fmt::format("it crashed{}{}",
                    crashed.ended > 0 ? " at " + posix::local_time(static_cast<double>(crashed.ended)) : "",
                    attempt && attempt->end ? ": " + experiment::describe(*attempt->end) : ""));
    if (attempt && attempt->end && !attempt->end->detail.empty() &&
        attempt->end->reason != experiment::Reason::CannotStart)
      say(attempt->end->detail);
    if (const auto line = last_output_line(experiment_, run_); !line.empty())
      say("the last line of its output: " + line);
    advise(fmt::format("its output is in {0}/err and {0}/out", run_.path));
    advise_resume();
  }

  void about(const experiment::Unrecorded&) {
    say("it was run by hand, without liftoff: nobody kept it, and nothing tells whether it has ended, or how");
  }

  void about(const experiment::Lost& lost) {
    say(fmt::format("it is lost: it was started at {} and never ended; {}",
                    posix::local_time(static_cast<double>(lost.started)), lost.evidence));
    const auto* attempt = run_.record.last();
    if (attempt && machine_.has_token(attempt->start.token)) {
      say("processes that it started are alive still");
      advise(fmt::format("'liftoff-abort {}' ends them", place("-t")));
    }
    advise_resume();
  }

  const experiment::OpenExperiment& experiment_;
  const experiment::ExperimentRef& ref_;
  const RunView& run_;
  bool rescan_;
  experiment::Machine& machine_;
  Explanation explanation_;
};

}  // namespace

Explanation explain(const experiment::OpenExperiment& experiment, const RunView& run, bool rescan,
                    experiment::Machine& machine) {
  return Explaining(experiment, run, rescan, machine).result();
}

}  // namespace liftoff::status
