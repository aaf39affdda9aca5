#include "launch/scheduler.hpp"

#include <algorithm>
#include <array>
#include <csignal>

namespace liftoff::launch {

namespace {

using std::chrono::seconds;

/// How long a requeued run that lived under 10 s rests: 1, 2, 4, … up to 60 s.
seconds pause_after(int short_lives) { return std::min(seconds(1LL << std::min(short_lives - 1, 6)), seconds(60)); }

}  // namespace

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
    if (const auto* finished = std::get_if<executor::Finished>(&happening)) settle(*finished);
    else if (const auto* signal = std::get_if<executor::Interrupted>(&happening); signal && interrupted(signal->signal))
      return end_;
    if (const auto redraw = reporter_.next_redraw(); redraw && *redraw <= now_()) reporter_.redraw(tally_);
  }
}

bool Scheduler::rested() const { return !delayed_.empty() && delayed_.top().due <= looked_; }

std::optional<keeper::RunOrder> Scheduler::next_ready() const {
  if (stopping_) return std::nullopt;
  if (rested()) return delayed_.top().order;
  if (!queue_.empty()) return queue_.peek();
  return std::nullopt;
}

void Scheduler::drop_ready() {
  if (rested()) delayed_.pop();
  else queue_.pop();
}

void Scheduler::start_what_fits() {
  wants_slot_ = false;
  looked_ = now_();
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
  if (!stopping_ && !delayed_.empty() && !rested() && (!deadline || delayed_.top().due < *deadline))
    deadline = delayed_.top().due;
  return deadline;
}

void Scheduler::settle(const executor::Finished& finished) {
  --tally_.running;
  if (!finished.result) return settle_end(finished.order, std::nullopt);
  if (const auto* end = std::get_if<experiment::AttemptEnd>(&*finished.result)) settle_end(finished.order, *end);
  else if (const auto* refused = std::get_if<keeper::Refused>(&*finished.result))
    settle_refused(finished.order, refused->why);
  else settle_unstarted(finished.order, std::get<keeper::LeftAlone>(*finished.result));
}

void Scheduler::settle_unstarted(const keeper::RunOrder& order, keeper::LeftAlone why) {
  if (why == keeper::LeftAlone::Aborted) return stop(LaunchEnd::Aborted);
  ++tally_.passed_over;
  emit(RunPassedOver{order, why});
}

/// One run's folder may be at fault, or the whole file system: the others go on until several are refused in a row.
void Scheduler::settle_refused(const keeper::RunOrder& order, const std::string& why) {
  constexpr int too_many = 3;
  emit(RunRefused{order, why});
  if (!stopping_) end_ = {LaunchEnd::Refused, std::nullopt, why, false};
  if (++refusals_in_a_row_ == too_many) stop(LaunchEnd::Refused, why);
}

void Scheduler::settle_end(const keeper::RunOrder& order, const std::optional<experiment::AttemptEnd>& end) {
  refusals_in_a_row_ = 0;
  if (end) {
    tally_.run_seconds += end->wall;
    ++tally_.ended_attempts;
  }
  const bool succeeded = end && end->outcome == experiment::Outcome::Succeeded;
  const bool requeued = end && end->outcome == experiment::Outcome::Requeued;
  const bool again = !succeeded && !stopping_ && plan_again(order, end);
  if (succeeded) ++tally_.succeeded;
  else if (!again && !requeued) failed_for_good(!end);
  emit(RunEnded{order, end, again});
}

bool Scheduler::plan_again(const keeper::RunOrder& order, const std::optional<experiment::AttemptEnd>& end) {
  if (end && end->reason == experiment::Reason::Aborted) return false;
  auto& history = histories_[{order.configuration, order.run_id}];
  auto pause = seconds(0);
  if (end && end->outcome == experiment::Outcome::Requeued) {
    constexpr double short_life = 10;  // seconds
    history.short_lives = end->wall < short_life ? history.short_lives + 1 : 0;
    if (history.short_lives > 0) pause = pause_after(history.short_lives);
  } else if (history.crashes++ >= policy_.retries) {
    return false;
  }
  delayed_.push({now_() + pause, order});
  return true;
}

void Scheduler::failed_for_good(bool lost) {
  ++(lost ? tally_.lost : tally_.crashed);
  if (policy_.max_fails && tally_.crashed + tally_.lost >= static_cast<std::size_t>(*policy_.max_fails))
    stop(LaunchEnd::MaxFails);
}

void Scheduler::stop(LaunchEnd how, std::string detail) {
  if (!stopping_) end_ = {how, std::nullopt, std::move(detail), false};
  stopping_ = true;
}

bool Scheduler::interrupted(int signal) {
  // Politely, then at once, then without waiting for an end on record.
  constexpr std::array signals{SIGTERM, SIGQUIT, SIGKILL};
  stopping_ = true;
  end_ = {LaunchEnd::Interrupted, signal, {}, false};
  if (policy_.runs_outlive) return true;
  if (executor_.stop(signals.at(interruptions_)) && interruptions_ == 0)
    emit(Noted{"interrupted: the runs are given time to end; Ctrl-C again ends them at once"});
  return ++interruptions_ == signals.size();
}

}  // namespace liftoff::launch
