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

Happening ForegroundExecutor::wait(std::optional<posix::MonotonicTime> deadline, bool) {
  if (stop_) return Interrupted{*std::exchange(stop_, std::nullopt)};
  if (order_) {
    const auto report =
        keeper::keep_run(context_, {slot_->index, slot_->gpu}, *std::exchange(order_, std::nullopt), signals_, stop_);
    // Ctrl-C is the program's to answer: only if that ended it does it end the launch.
    if (stop_ == SIGINT && report.signal != SIGINT) stop_.reset();
    return Finished{report, false};
  }
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
