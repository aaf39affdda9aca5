#include "abort/end_processes.hpp"

#include <csignal>
#include <utility>

#include "posix/clock.hpp"
#include "posix/fd.hpp"
#include "posix/poll.hpp"

namespace liftoff::abort {

using std::chrono::milliseconds;

int end_each(const std::vector<posix::ProcessId>& processes, milliseconds limit,
             std::vector<posix::ProcessInfo>& survivors) {
  std::vector<std::pair<posix::ProcessId, posix::Fd>> watched;
  for (const auto& process : processes) {
    auto fd = posix::watch(process);
    if (!fd) continue;
    posix::signal_process(process, SIGTERM);
    posix::signal_process(process, SIGCONT);
    watched.emplace_back(process, std::move(fd));
  }
  const auto ends_by = [](const posix::Fd& fd, posix::MonotonicTime deadline) {
    posix::PollSet set;
    set.add(fd.get());
    return set.wait(deadline);
  };
  const auto deadline = posix::monotonic_now() + limit;
  for (const auto& [process, fd] : watched) {
    if (ends_by(fd, deadline)) continue;
    posix::signal_process(process, SIGKILL);
    if (ends_by(fd, posix::monotonic_now() + milliseconds(5000))) continue;
    if (const auto info = posix::process_info(process.pid)) survivors.push_back(*info);
  }
  return static_cast<int>(watched.size());
}

}  // namespace liftoff::abort
