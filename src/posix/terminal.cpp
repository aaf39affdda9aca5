#include "posix/terminal.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace liftoff::posix {

bool is_terminal(int fd) noexcept { return ::isatty(fd) == 1; }

int terminal_width(int fd, int otherwise) noexcept {
  winsize size{};
  return ::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : otherwise;
}

void reserve_standard_descriptors() noexcept {
  for (int fd = 0; fd <= 2; ++fd) {
    if (::fcntl(fd, F_GETFD) >= 0) continue;
    // The lowest free number is taken. Reading end only for 1 and 2: a write must fail, not vanish.
    const int opened = ::open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
    if (opened > 2) ::close(opened);
  }
}

}  // namespace liftoff::posix
