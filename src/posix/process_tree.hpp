#pragma once
// Finding all processes that belong together, and ending them for certain.
#include <chrono>
#include <functional>
#include <vector>

#include "posix/process.hpp"

namespace liftoff::posix {

/// Whether a process belongs by itself; its descendants then belong too. Called for live processes only,
/// never for the calling one.
using Belongs = std::function<bool(const ProcessInfo&)>;

/// All that live but this one: one look at /proc.
std::vector<ProcessInfo> live_processes();
/// Those of them that belong, and their descendants.
std::vector<ProcessInfo> those_of(std::vector<ProcessInfo> processes, const Belongs& belongs);
/// The same of a look taken now.
std::vector<ProcessInfo> find_processes(const Belongs& belongs);

struct EndedTree {
  int found = 0;  ///< processes that were signalled
  /// Alive still: not to be signalled by this user, stuck in the kernel, or the last seen of those who start others
  /// faster than they can be stopped.
  std::vector<ProcessInfo> survivors;
};
/// SIGSTOP until a look finds nothing new; SIGTERM to those who belong to `first`, and to all when these have ended or
/// two thirds of `grace` are over; SIGKILL at the end of it, again until a look finds nothing new. Signals go through
/// pidfds to processes whose start time was checked.
EndedTree end_processes(const Belongs& belongs, std::chrono::milliseconds grace, const Belongs& first = {});

}  // namespace liftoff::posix
