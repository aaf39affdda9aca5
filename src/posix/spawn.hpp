#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "posix/result.hpp"

namespace liftoff::posix {

/// A program to start. Its signal mask is empty; what this process ignores (SIGHUP under nohup) stays ignored.
struct SpawnRequest {
  std::vector<std::string> argv;         ///< argv[0] is the program's path; PATH is not searched
  std::vector<std::string> environment;  ///< NAME=VALUE
  int in = -1, out = -1, err = -1;       ///< -1: shared with this process
  bool own_group = true;                 ///< leads a process group
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

/// Makes this process the parent of the orphans among its descendants.
void become_subreaper() noexcept;
/// Ends this process with SIGKILL when its parent ends. False where the parent is gone already.
bool die_with_parent(int parent) noexcept;
/// Leads a new session, without a controlling terminal.
void lead_session() noexcept;
/// Sends standard input, output and error to /dev/null.
void close_standard_streams() noexcept;
/// Makes `folder` this process's working directory. Errors: System.
void work_in(const std::string& folder);
/// The name that ps -o comm shows, 15 bytes.
void set_process_name(const char* name) noexcept;

/// fork(2): the pid, or 0 in the child. Only for processes with one thread.
Result<int> fork_process() noexcept;
[[noreturn]] void exit_now(int status) noexcept;

/// This process's environment.
std::vector<std::string> environment();

}  // namespace liftoff::posix
