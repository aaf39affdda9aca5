#pragma once
// Waiting for descriptors.
#include <chrono>
#include <optional>
#include <vector>

#include <liftoff/export.hpp>

#include "posix/clock.hpp"

namespace liftoff::posix {

/// The descriptors of one wait. Filled anew for each: a handful of them, so nothing is kept in step.
class PollSet {
 public:
  /// Ignores -1. Returns the position for is_ready().
  LIFTOFF_TOOLS_API std::size_t add(int fd);
  /// Waits until a descriptor is readable or closed, or until the deadline (false). EINTR is retried.
  /// Errors: System.
  LIFTOFF_TOOLS_API bool wait(std::optional<MonotonicTime> deadline);
  LIFTOFF_TOOLS_API bool is_ready(std::size_t position) const;

 private:
  struct Entry {
    int fd;
    short events;
    short revents;
  };
  std::vector<Entry> entries_;
};

}  // namespace liftoff::posix
