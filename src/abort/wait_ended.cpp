#include "abort/wait_ended.hpp"

#include "posix/clock.hpp"
#include "posix/poll.hpp"

namespace liftoff::abort {

bool wait_ended(LiveParts& parts) {
  const auto give_up = posix::monotonic_now() + std::chrono::seconds(5);
  while (parts.is_ending() && posix::monotonic_now() < give_up) {
    const auto keeper = posix::watch(parts.idle_keepers.front());
    posix::PollSet set;
    set.add(keeper.get());
    if (keeper) set.wait(give_up);
    Look look;
    parts = find_live_parts(parts.experiment, look);
  }
  return parts.any();
}

}  // namespace liftoff::abort
