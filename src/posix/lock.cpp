#include "posix/lock.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

#include "posix/file.hpp"

namespace liftoff::posix {

namespace {

/// For writing, of the whole file.
struct flock exclusive() {
  struct flock request {};
  request.l_type = F_WRLCK;
  return request;
}

}  // namespace

Lock try_lock(int fd) noexcept {
  auto request = exclusive();
  while (::fcntl(fd, F_OFD_SETLK, &request) != 0) {
    if (errno == EINTR) continue;
    return errno == EAGAIN || errno == EACCES ? Lock::Busy : Lock::Unsupported;
  }
  return Lock::Held;
}

bool is_locked(int fd) noexcept {
  auto request = exclusive();
  return ::fcntl(fd, F_OFD_GETLK, &request) == 0 && request.l_type != F_UNLCK;
}

bool is_locked(int dir, const char* name) noexcept {
  const auto fd = open_for_reading(dir, name);
  return fd && is_locked(fd.get());
}

Fd wait_for_folder_lock(int folder) noexcept {
  Fd fd{::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  while (fd && ::flock(fd.get(), LOCK_EX) != 0)
    if (errno != EINTR) fd.reset();
  return fd;
}

}  // namespace liftoff::posix
