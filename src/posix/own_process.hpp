#pragma once
// This process: who it is, what it was given, what becomes of it.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "posix/result.hpp"

namespace liftoff::posix {

int own_pid();
std::uint32_t effective_user();
/// The running program's own file, links resolved.
std::string own_executable();
/// The value of an environment variable; empty where unset.
std::string environment_value(const char* name);
/// The same, where it matters whether it is empty or unset.
std::optional<std::string> environment_setting(const char* name);
/// The whole environment, as NAME=VALUE.
std::vector<std::string> environment();

/// Makes this process the parent of the orphans among its descendants.
void become_subreaper() noexcept;
/// Ends this process with SIGKILL when its parent ends. False where the parent is gone already.
bool die_with_parent(int parent) noexcept;
/// Leads a new session, without a controlling terminal.
void lead_session() noexcept;
/// Sends standard input, output and error to /dev/null.
void close_standard_streams() noexcept;
/// Closes what the caller of this program left open, standard streams aside: a lock, say, that must not outlive the
/// caller in a process that does. Ours are all closed by exec, which tells them apart.
void close_inherited_descriptors();
/// Raises the soft limit of descriptors as far as it goes. Returns what it was.
std::uint64_t raise_descriptor_limit() noexcept;
void set_descriptor_limit(std::uint64_t count) noexcept;
/// Whether so many can be opened, at once, as soft limits can be raised. Errors: System.
void check_free_descriptors(int count);
/// Makes `folder` this process's working directory. Errors: System.
void work_in(const std::string& folder);
/// The name that ps -o comm shows, 15 bytes.
void set_process_name(const char* name) noexcept;

/// fork(2): the pid, or 0 in the child. Only for processes with one thread.
Result<int> fork_process() noexcept;
[[noreturn]] void exit_now(int status) noexcept;

}  // namespace liftoff::posix
