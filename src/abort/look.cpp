#include "abort/look.hpp"

#include <algorithm>

#include <liftoff/error.hpp>

#include "posix/own_process.hpp"
#include "posix/process.hpp"

namespace liftoff::abort {

const std::vector<posix::ProcessInfo>& Look::processes() {
  if (!processes_) processes_ = posix::live_processes();
  return *processes_;
}

std::optional<std::string> Look::variable(int pid, const std::string& name) {
  const auto [entry, is_new] = variables_.try_emplace({pid, name});
  if (is_new) entry->second = posix::environment_of(pid, name);
  return entry->second;
}

const std::optional<experiment::OriginalProgram>& Look::original(int pid) {
  const auto [entry, is_new] = originals_.try_emplace(pid);
  const auto arguments = is_new ? posix::command_line(pid) : std::nullopt;
  if (arguments) entry->second = experiment::original_program(*arguments);
  return entry->second;
}

void check_sight() {
  constexpr int descriptors = 24;
  posix::check_free_descriptors(descriptors);
  const auto all = posix::all_processes();
  if (std::find(all.begin(), all.end(), posix::own_pid()) == all.end())
    throw system_error("cannot look at the processes of this machine: /proc does not show them",
                       "mount it: mount -t proc proc /proc");
}

}  // namespace liftoff::abort
