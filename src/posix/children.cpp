#include "posix/children.hpp"

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>

#include "posix/process.hpp"

namespace liftoff::posix {

namespace {

std::vector<int> numbers_in(const std::string& text) {
  std::vector<int> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    int number = 0;
    const auto read = std::from_chars(at, end, number);
    if (read.ec != std::errc{}) break;
    numbers.push_back(number);
    at = std::min(read.ptr + 1, end);
  }
  return numbers;
}

/// For kernels without /proc/PID/task/TID/children.
std::vector<int> children_among_all() {
  std::vector<int> children;
  for (const int pid : all_processes())
    if (const auto info = process_info(pid); info && info->parent == ::getpid()) children.push_back(pid);
  return children;
}

/// Who of the children has ended, or 0.
int ended_child() noexcept {
  siginfo_t info{};
  return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 ? info.si_pid : 0;
}

}  // namespace

std::vector<int> own_children() {
  const auto text = read_proc("/proc/thread-self/children");
  return text ? numbers_in(*text) : children_among_all();
}

bool has_children() noexcept {
  siginfo_t info{};
  return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

bool has_ended(int child) noexcept {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == child;
}

Reaped reap_but(int spared) {
  const int ended = ended_child();
  if (ended == 0) return {};
  if (ended != spared) return {reap_one(ended)};
  // It is shown first each time: look behind it.
  const auto children = own_children();
  for (const int pid : children)
    if (pid != spared && has_ended(pid)) return {reap_one(pid)};
  return {std::nullopt, true, children.size() == 1};
}

void signal_child(int child, int signal) noexcept { ::kill(child, signal); }

void signal_group(int child, int signal) noexcept { ::kill(-child, signal); }

Fd watch_child(int child) noexcept { return Fd{static_cast<int>(::syscall(SYS_pidfd_open, child, 0))}; }

}  // namespace liftoff::posix
