#include "posix/poll.hpp"

#include <poll.h>

#include <cstddef>
#include <ctime>

#include "posix/last_error.hpp"

namespace liftoff::posix {

std::size_t PollSet::add(int fd) {
  entries_.push_back({fd, POLLIN, 0});
  return entries_.size() - 1;
}

bool PollSet::wait(std::optional<MonotonicTime> deadline) {
  static_assert(sizeof(Entry) == sizeof(pollfd) && offsetof(Entry, events) == offsetof(pollfd, events) &&
                offsetof(Entry, revents) == offsetof(pollfd, revents));
  auto* fds = reinterpret_cast<pollfd*>(entries_.data());
  for (;;) {
    timespec left{};
    if (deadline) {
      const auto rest = std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(*deadline - monotonic_now()));
      left = {rest.count() / 1'000'000'000, rest.count() % 1'000'000'000};
    }
    const int ready = ::ppoll(fds, entries_.size(), deadline ? &left : nullptr, nullptr);
    if (ready > 0) return true;
    if (ready == 0) return false;
    if (errno != EINTR) fail("cannot wait for", "events", last_error());
  }
}

bool PollSet::is_ready(std::size_t position) const { return entries_.at(position).revents != 0; }

}  // namespace liftoff::posix
