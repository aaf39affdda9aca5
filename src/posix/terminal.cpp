#include "posix/terminal.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "posix/own_process.hpp"

namespace liftoff::posix {

bool is_terminal(int fd) noexcept { return ::isatty(fd) == 1; }

bool is_drawable(int fd) {
  const auto term = environment_value("TERM");
  return is_terminal(fd) && !term.empty() && term != "dumb";
}

TerminalSize terminal_size(int fd) noexcept {
  winsize size{};
  if (::ioctl(fd, TIOCGWINSZ, &size) != 0) return {};
  return {size.ws_col, size.ws_row};
}

int terminal_width(int fd, int otherwise) noexcept {
  const int columns = terminal_size(fd).columns;
  return columns > 0 ? columns : otherwise;
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
