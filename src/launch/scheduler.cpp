#include "launch/scheduler.hpp"

#include <algorithm>
#include <csignal>

namespace liftoff::launch {

namespace {

using std::chrono::seconds;

/// How long a requeued run that lived under 10 s rests: 1, 2, 4, … up to 60 s.
seconds pause_after(int short_lives) { return std::min(seconds(1LL << std::min(short_lives - 1, 6)), seconds(60)); }

}  // namespace

RunQueue::RunQueue(std::size_t configurations, int runs)
    : configurations_(configurations), size_(configurations * static_cast<std::size_t>(runs)) {}

keeper::RunOrder RunQueue::peek() const {
  if (listed_) return (*listed_)[next_];
  return {static_cast<std::uint32_t>(next_ % configurations_), static_cast<std::int32_t>(next_ / configurations_)};
}

Scheduler::Scheduler(executor::Executor& executor, RunQueue queue, LaunchPolicy policy, LaunchReporter& reporter,
                     Now now)
    : executor_(executor), queue_(std::move(queue)), policy_(policy), reporter_(reporter), now_(std::move(now)) {
  tally_.to_do = queue_.size();
}

LaunchEnded Scheduler::run() {
  for (;;) {
    start_what_fits();
    if (executor_.active() == 0 && !something_left()) return end_;
    const auto happening = executor_.wait(deadline(), wants_slot_);
    if (const auto* finished = std::get_if<executor::Finished>(&happening)) take(*finished);
    else if (const auto* signal = std::get_if<executor::Interrupted>(&happening); signal && interrupted(signal->signal))
      return end_;
    if (const auto redraw = reporter_.next_redraw(); redraw && *redraw <= now_()) reporter_.redraw(tally_);
  }
}

std::optional<keeper::RunOrder> Scheduler::next_ready() const {
  if (stopping_) return std::nullopt;
  if (!delayed_.empty() && delayed_.top().due <= now_()) return delayed_.top().order;
  if (!queue_.empty()) return queue_.peek();
  return std::nullopt;
}

void Scheduler::drop_ready() {
  if (!delayed_.empty() && delayed_.top().due <= now_()) delayed_.pop();
  else queue_.pop();
}

void Scheduler::start_what_fits() {
  wants_slot_ = false;
  while (const auto order = next_ready()) {
    if (!executor_.start(*order)) {
      wants_slot_ = true;
      return;
    }
    drop_ready();
    ++tally_.running;
    emit(RunBegan{*order});
  }
  executor_.release_idle();
}

std::optional<posix::MonotonicTime> Scheduler::deadline() const {
  auto deadline = reporter_.next_redraw();
  if (!stopping_ && !delayed_.empty() && delayed_.top().due > now_() && (!deadline || delayed_.top().due < *deadline))
    deadline = delayed_.top().due;
  return deadline;
}

void Scheduler::take(const executor::Finished& finished) {
  --tally_.running;
  const auto& report = finished.report;
  if (finished.lost || report.kind == keeper::ReportKind::Ended) {
    take_end(report, finished.lost);
  } else if (report.kind == keeper::ReportKind::Aborted) {
    stop(LaunchEnd::Aborted);
  } else if (report.kind == keeper::ReportKind::Refused) {
    refused(report);
  } else {
    ++tally_.passed_over;
    emit(RunPassedOver{report});
  }
}

/// One run's folder may be at fault, or the whole file system: the others go on until several are refused in a row.
void Scheduler::refused(const keeper::RunReport& report) {
  constexpr int too_many = 3;
  if (!stopping_) end_ = {LaunchEnd::Refused, 0, report.detail, false};
  if (++refusals_in_a_row_ == too_many) stop(LaunchEnd::Refused, report.detail);
}

void Scheduler::take_end(const keeper::RunReport& report, bool lost) {
  refusals_in_a_row_ = 0;
  tally_.run_seconds += report.wall;
  if (!lost) ++tally_.ended_attempts;
  const bool succeeded = !lost && report.outcome == experiment::Outcome::Succeeded;
  const bool requeued = !lost && report.outcome == experiment::Outcome::Requeued;
  const bool again = !succeeded && !stopping_ && plan_again(report, lost);
  if (succeeded) ++tally_.succeeded;
  else if (!again && !requeued) crashed_for_good(lost);
  emit(RunEnded{report, lost, again});
}

bool Scheduler::plan_again(const keeper::RunReport& report, bool lost) {
  if (!lost && report.reason == experiment::Reason::Aborted) return false;
  if (stopping_ && (lost || report.outcome != experiment::Outcome::Requeued)) return false;
  auto& history = histories_[{report.order.configuration, report.order.run_id}];
  auto pause = seconds(0);
  if (!lost && report.outcome == experiment::Outcome::Requeued) {
    constexpr double short_life = 10;  // seconds
    history.short_lives = report.wall < short_life ? history.short_lives + 1 : 0;
    if (history.short_lives > 0) pause = pause_after(history.short_lives);
  } else if (history.crashes++ >= policy_.retries) {
    return false;
  }
  delayed_.push({now_() + pause, report.order});
  return true;
}

void Scheduler::crashed_for_good(bool lost) {
  ++(lost ? tally_.lost : tally_.crashed);
  if (policy_.max_fails && tally_.crashed + tally_.lost >= static_cast<std::size_t>(*policy_.max_fails))
    stop(LaunchEnd::MaxFails);
}

void Scheduler::stop(LaunchEnd how, std::string detail) {
  if (!stopping_) end_ = {how, 0, std::move(detail), false};
  stopping_ = true;
}

bool Scheduler::interrupted(int signal) {
  const bool again = end_.how == LaunchEnd::Interrupted;
  stopping_ = true;
  end_ = {LaunchEnd::Interrupted, signal, {}, false};
  if (policy_.detached) return true;
  executor_.stop(again ? SIGKILL : SIGTERM);
  return again;
}

}  // namespace liftoff::launch
