#include "posix/below.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "posix/file.hpp"

namespace liftoff::posix {

namespace {

/// For kernels before 5.6 and sandboxes without openat2(2): one component at a time.
Fd open_step_by_step(int dir, const std::string& path) noexcept {
  Fd folder = open_folder(dir, ".");
  for (std::size_t at = 0; folder && at <= path.size();) {
    const auto end = std::min(path.find('/', at), path.size());
    const auto step = path.substr(at, end - at);
    if (step == "..") {
      errno = EXDEV;
      return {};
    }
    if (!step.empty()) folder = open_folder(folder.get(), step.c_str());
    at = end + 1;
  }
  return folder;
}

}  // namespace

Fd open_folder_below(int dir, const std::string& path) noexcept {
  open_how how{};
  how.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
  const auto fd = static_cast<int>(::syscall(SYS_openat2, dir, path.c_str(), &how, sizeof how));
  if (fd < 0 && (errno == ENOSYS || errno == EPERM)) return open_step_by_step(dir, path);
  return Fd{fd};
}

int read_small(int dir, const char* name, char* buffer, std::size_t size) noexcept {
  const int fd = ::openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) return -1;
  const auto n = ::read(fd, buffer, size);
  const int error = errno;
  ::close(fd);
  errno = error;
  return static_cast<int>(n);
}

}  // namespace liftoff::posix
