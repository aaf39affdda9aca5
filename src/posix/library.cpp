#include "posix/library.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "posix/fd.hpp"
#include "posix/file.hpp"
#include "posix/poll.hpp"

namespace liftoff::posix {

namespace {

[[noreturn]] void child(const std::function<std::string()>& work, int out) {
  try {
    write_all(out, work());
  } catch (...) {
    ::_exit(1);
  }
  ::_exit(0);
}

/// Reads to the end of the pipe; false at the deadline.
bool read_until(int fd, MonotonicTime deadline, std::string& text) {
  for (;;) {
    PollSet set;
    set.add(fd);
    if (!set.wait(deadline)) return false;
    char buffer[4096];
    const auto n = ::read(fd, buffer, sizeof buffer);
    if (n > 0) text.append(buffer, static_cast<std::size_t>(n));
    else if (n == 0 || errno != EINTR) return n == 0;
  }
}

}  // namespace

std::optional<std::string> in_child(const std::function<std::string()>& work, std::chrono::milliseconds limit) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  Fd in{ends[0]}, out{ends[1]};
  const int pid = ::fork();
  if (pid < 0) return std::nullopt;
  if (pid == 0) child(work, out.get());
  out.reset();
  std::string text;
  const bool complete = read_until(in.get(), monotonic_now() + limit, text);
  if (!complete) ::kill(pid, SIGKILL);
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
  if (!complete || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
  return text;
}

void* library_symbol(const char* library, const char* symbol) noexcept {
  void* handle = ::dlopen(library, RTLD_NOW | RTLD_LOCAL);
  return handle ? ::dlsym(handle, symbol) : nullptr;
}

}  // namespace liftoff::posix
