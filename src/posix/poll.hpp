#pragma once
#include <chrono>
#include <optional>
#include <vector>

#include "posix/clock.hpp"

namespace liftoff::posix {

/// The descriptors of one wait. Filled anew for each: a handful of them, so nothing is kept in step.
class PollSet {
 public:
  /// Ignores -1. Returns the position for is_ready().
  std::size_t add(int fd);
  /// Waits until a descriptor is readable or closed, or until the deadline; interruptions wait on.
  /// False at the deadline.
  bool wait(std::optional<MonotonicTime> deadline);
  bool is_ready(std::size_t position) const;

 private:
  struct Entry {
    int fd;
    short events;
    short revents;
  };
  std::vector<Entry> entries_;
};

}  // namespace liftoff::posix
