#include "posix/keyboard.hpp"

#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace liftoff::posix {

Keyboard::Keyboard(int fd) : fd_(fd) { start(); }

void Keyboard::start() {
  termios settings{};
  if (!saved_.empty() || ::tcgetpgrp(fd_) != ::getpgrp() || ::tcgetattr(fd_, &settings) != 0) return;
  saved_.assign(reinterpret_cast<const char*>(&settings), sizeof settings);
  settings.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  settings.c_cc[VMIN] = 0;
  settings.c_cc[VTIME] = 0;
  ::tcsetattr(fd_, TCSANOW, &settings);
}

void Keyboard::stop() noexcept {
  if (saved_.empty()) return;
  termios settings{};
  std::memcpy(&settings, saved_.data(), sizeof settings);
  saved_.clear();
  ::tcsetattr(fd_, TCSANOW, &settings);
}

std::optional<char> Keyboard::take() {
  char key = 0;
  const auto n = ::read(fd_, &key, 1);
  if (n == 1) return key;
  if (n < 0 && errno != EAGAIN && errno != EINTR) saved_.clear();  // the terminal is gone: nothing to restore
  return std::nullopt;
}

void stop_here() { ::raise(SIGSTOP); }

}  // namespace liftoff::posix
