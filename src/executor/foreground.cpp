#include "executor/foreground.hpp"

#include <csignal>

#include "posix/poll.hpp"

namespace liftoff::executor {

bool ForegroundExecutor::start(const keeper::RunOrder& order) {
  if (!slot_) slot_ = pool_.try_acquire();
  if (!slot_) return false;
  order_ = order;
  return true;
}

namespace {

bool was_ended_by(const keeper::RunResult& result, int signal) {
  const auto* end = std::get_if<experiment::AttemptEnd>(&result);
  return end && end->signal == signal;
}

}  // namespace

Finished ForegroundExecutor::keep(const keeper::RunOrder& order) {
  keeper_.place = {slot_->index, slot_->gpu};
  auto report = keeper::keep_run(keeper_, order);
  // Ctrl-C is the program's to answer: only if that ended it does it end the launch.
  if (keeper_.stop == SIGINT && !was_ended_by(report.result, SIGINT)) keeper_.stop.reset();
  return {order, std::move(report.result)};
}

Happening ForegroundExecutor::wait(std::optional<posix::MonotonicTime> deadline, bool) {
  if (keeper_.stop) return Interrupted{*std::exchange(keeper_.stop, std::nullopt)};
  if (order_) return keep(*std::exchange(order_, std::nullopt));
  for (;;) {
    const auto others = pool_.watch();
    if (pool_.has_free()) return Woken{};
    posix::PollSet set;
    set.add(signals_.fd());
    for (const int other : others) set.add(other);
    if (!set.wait(deadline)) return DeadlineReached{};
    while (const auto received = signals_.take())
      if (received->signal != SIGCHLD) return Interrupted{received->signal};
    for (std::size_t position = 1; position < 1 + others.size(); ++position)
      if (set.is_ready(position)) return Woken{};
  }
}

}  // namespace liftoff::executor
