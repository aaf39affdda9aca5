#include "posix/fd.hpp"

#include <unistd.h>

namespace liftoff::posix {

void Fd::reset(int fd) noexcept {
  if (fd_ >= 0) ::close(fd_);
  fd_ = fd;
}

}  // namespace liftoff::posix
