#include "executor/foreground.hpp"

#include <csignal>

#include "keeper/signals.hpp"
#include "posix/poll.hpp"

namespace liftoff::executor {

bool ForegroundExecutor::start(const keeper::RunOrder& order) {
  if (!slot_) slot_ = pool_.try_acquire();
  if (!slot_) return false;
  order_ = order;
  return true;
}

namespace {

/// Ctrl-C is the program's to answer: it ends the launch where that ended the program, or made it save itself for
/// later.
bool gave_way(const keeper::RunResult& result) {
  const auto* end = std::get_if<experiment::AttemptEnd>(&result);
  return end && (end->signal == SIGINT || end->outcome == experiment::Outcome::Requeued);
}

}  // namespace

Finished ForegroundExecutor::keep(const keeper::RunOrder& order) {
  keeper_.place = {slot_->index, slot_->gpu};
  auto report = keeper::keep_run(keeper_, order);
  if (keeper_.stop == SIGINT && !gave_way(report.result)) keeper_.stop.reset();
  return {order, std::move(report.result)};
}

Happening ForegroundExecutor::wait(std::optional<posix::MonotonicTime> deadline, bool) {
  if (order_) finished_ = keep(*std::exchange(order_, std::nullopt));
  // Told first: what the program saved itself for is then left for another launch.
  if (keeper_.stop) return Interrupted{*std::exchange(keeper_.stop, std::nullopt)};
  if (finished_) return *std::exchange(finished_, std::nullopt);
  for (;;) {
    const auto others = pool_.watch();
    if (pool_.has_free()) return Woken{};
    posix::PollSet set;
    set.add(signals_.fd());
    for (const int other : others) set.add(other);
    if (!set.wait(deadline)) return DeadlineReached{};
    while (const auto received = signals_.take())
      if (received->signal != SIGCHLD && !keeper::is_for_programs(received->signal))
        return Interrupted{received->signal};
    for (std::size_t position = 1; position < 1 + others.size(); ++position)
      if (set.is_ready(position)) return Woken{};
  }
}

}  // namespace liftoff::executor
