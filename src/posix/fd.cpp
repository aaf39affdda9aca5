#include "posix/fd.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace liftoff::posix {

int here() noexcept { return AT_FDCWD; }

void Fd::reset(int fd) noexcept {
  if (fd_ >= 0) ::close(fd_);
  fd_ = fd;
}

}  // namespace liftoff::posix
