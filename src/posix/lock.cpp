#include "posix/lock.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

#include "posix/fd.hpp"

namespace liftoff::posix {

namespace {

struct flock whole_file(short type) {
  struct flock request {};
  request.l_type = type;
  request.l_whence = 0;
  return request;
}

}  // namespace

Lock try_lock(int fd) noexcept {
  auto request = whole_file(F_WRLCK);
  while (::fcntl(fd, F_OFD_SETLK, &request) != 0) {
    if (errno == EINTR) continue;
    return errno == EAGAIN || errno == EACCES ? Lock::Busy : Lock::Unsupported;
  }
  return Lock::Held;
}

void unlock(int fd) noexcept {
  auto request = whole_file(F_UNLCK);
  ::fcntl(fd, F_OFD_SETLK, &request);
}

bool is_locked(int fd) noexcept {
  auto request = whole_file(F_WRLCK);
  return ::fcntl(fd, F_OFD_GETLK, &request) == 0 && request.l_type != F_UNLCK;
}

bool is_locked(int dir, const char* name) noexcept {
  const Fd fd{::openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
  return fd && is_locked(fd.get());
}

Fd wait_for_folder_lock(int folder) noexcept {
  Fd fd{::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  while (fd && ::flock(fd.get(), LOCK_EX) != 0)
    if (errno != EINTR) fd.reset();
  return fd;
}

}  // namespace liftoff::posix
