#pragma once
// Who a process is, beyond a number that may be used again, and how to watch and signal one.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "posix/fd.hpp"
#include "posix/result.hpp"

namespace liftoff::posix {

/// The text of a file below /proc, which reports no size; nothing where it can't be read.
std::optional<std::string> read_proc(const std::string& path);

/// A process for certain, within one boot and pid namespace: its number and when it was started
/// (clock ticks since boot, field 22 of /proc/PID/stat).
struct ProcessId {
  int pid = 0;
  std::uint64_t start_ticks = 0;
  bool operator==(const ProcessId&) const = default;
};

/// What this machine and container are, read once.
struct HostIdentity {
  std::string host;                 ///< uname's node name
  std::string boot_id;              ///< /proc/sys/kernel/random/boot_id
  std::uint64_t pid_namespace = 0;  ///< inode of /proc/self/ns/pid
  bool operator==(const HostIdentity&) const = default;
};
const HostIdentity& this_host();

/// When this machine was started, Unix seconds (btime of /proc/stat); 0 where unknown.
std::int64_t boot_time();

/// What /proc says of a process.
struct ProcessInfo {
  ProcessId id;
  int parent = 0;
  int group = 0;
  int session = 0;
  char state = '?';         ///< R, S, D, T, …; Z: ended, with all its threads
  std::string name;         ///< of its program, 15 bytes at most
  std::uint32_t owner = 0;  ///< effective uid
};
ProcessId self();
/// Nothing where there is no such process.
std::optional<ProcessInfo> process_info(int pid);
/// Every process that /proc shows, in no order.
std::vector<int> all_processes();
/// Arguments, or nothing where they can't be read.
std::optional<std::vector<std::string>> command_line(int pid);
/// The value of a variable in the environment that the process was started with; nothing where there is none or it
/// can't be read.
std::optional<std::string> environment_of(int pid, const std::string& name);
/// Whether the process has the file open that `fd` is of; of a file with several names (hard links), by the name by
/// which this process opened it. Fails where that can't be seen: another user's process, say.
Result<bool> has_open(int pid, int fd);
/// "alice", "user 1000".
std::string user_name(std::uint32_t user);
/// Whether this process is alive (zombies are not) and the one that is meant.
bool is_alive(const ProcessId& id);

/// A descriptor that becomes readable when the process ends; invalid where it is gone already.
Fd watch(const ProcessId& id);
/// Signals through a pidfd after checking that the process is the one meant. False where it is gone or not ours.
bool signal_process(const ProcessId& id, int signal);

}  // namespace liftoff::posix
