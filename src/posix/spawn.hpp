#pragma once
// Starting a program and learning how it ended.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "posix/result.hpp"

namespace liftoff::posix {

/// A program to start. No signal is blocked in it and each has its default, but for a SIGHUP that this process ignores
/// (nohup(1)).
struct SpawnRequest {
  std::vector<std::string> argv;         ///< argv[0] is the program's path
  std::vector<std::string> environment;  ///< NAME=VALUE
  int in = -1, out = -1, err = -1;       ///< -1: shared with this process
  bool own_group = true;                 ///< leads a process group
  bool on_path = false;                  ///< argv[0] is a name, to be found on this process's PATH
  std::string directory = {};            ///< where it starts; empty: where this process is
};
/// The pid, or the error of what refused (the exec included). No shell is involved.
Result<int> spawn(const SpawnRequest& request) noexcept;

/// A child that ended.
struct Ended {
  int pid = 0;
  std::optional<int> exit_code;
  std::optional<int> signal;
  double user = 0, system = 0;  ///< CPU seconds, waited-for descendants included
  std::int64_t max_rss = 0;     ///< bytes, of the largest one of them
};
enum class Children { None, Some };
/// Reaps one child that ended, without waiting. `children` tells whether any are left when nothing is returned.
std::optional<Ended> reap(Children& children) noexcept;
/// Reaps this child, waiting for its end.
std::optional<Ended> reap_one(int pid) noexcept;

}  // namespace liftoff::posix
