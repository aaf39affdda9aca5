#include "executor/foreground.hpp"

#include <csignal>

#include "posix/poll.hpp"

namespace liftoff {

bool ForegroundExecutor::start(const RunOrder& order) {
  if (!slot_) slot_ = pool_.try_acquire();
  if (!slot_) return false;
  slot_->sign();
  order_ = order;
  return true;
}

Happening ForegroundExecutor::wait(std::optional<posix::MonotonicTime> deadline, bool) {
  if (stop_) return Interrupted{*std::exchange(stop_, std::nullopt)};
  if (order_) {
    const auto report = keep_run(context_, {slot_->index, slot_->gpu}, *std::exchange(order_, std::nullopt), signals_, stop_);
    // Ctrl-C is the program's to answer: only if that ended it does it end the launch.
    if (stop_ == SIGINT && report.signal != SIGINT) stop_.reset();
    return Finished{report, false};
  }
  for (;;) {
    const auto changes = pool_.watch_changes();
    const auto holders = pool_.watch_holders();
    posix::PollSet set;
    set.add(signals_.fd());
    set.add(changes.get());
    for (const auto& holder : holders) set.add(holder.get());
    if (!set.wait(deadline)) return DeadlineReached{};
    while (const auto received = signals_.take())
      if (received->signal != SIGCHLD) return Interrupted{received->signal};
    for (std::size_t position = 1; position < 2 + holders.size(); ++position)
      if (set.is_ready(position)) return Woken{};
  }
}

}  // namespace liftoff
