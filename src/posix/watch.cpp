#include "posix/watch.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <string>

namespace liftoff::posix {

Fd watch_writes(int folder) noexcept {
  Fd fd{::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)};
  if (!fd) return fd;
  const auto path = "/proc/self/fd/" + std::to_string(folder);
  if (::inotify_add_watch(fd.get(), path.c_str(), IN_MODIFY) < 0) fd.reset();
  return fd;
}

void drain_watch(int watch) noexcept {
  char buffer[4096];
  while (::read(watch, buffer, sizeof buffer) > 0) {}
}

}  // namespace liftoff::posix
