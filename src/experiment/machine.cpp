#include "experiment/machine.hpp"

#include <algorithm>

#include "posix/clock.hpp"

namespace liftoff::experiment {

namespace {

std::string value_of(const std::vector<std::string>& arguments, std::string_view flag) {
  const auto it = std::find(arguments.begin(), arguments.end(), flag);
  return it == arguments.end() || it + 1 == arguments.end() ? std::string() : *(it + 1);
}

/// Whether `path` is, or ends in, the components `tail`; a trailing slash does not matter.
bool ends_in(std::string_view path, std::string_view tail) {
  while (path.ends_with('/')) path.remove_suffix(1);
  if (!path.ends_with(tail)) return false;
  return path.size() == tail.size() || path[path.size() - tail.size() - 1] == '/';
}

}  // namespace

Machine::Machine() : Machine(posix::this_host(), posix::boot_time(), posix::unix_time()) {}

void Machine::look_at_commands() {
  originals_.emplace();
  for (const int pid : posix::all_processes()) {
    const auto arguments = posix::command_line(pid);
    if (!arguments) continue;
    OriginalProgram program{value_of(*arguments, "--timestamp"), value_of(*arguments, "--ppid"),
                            value_of(*arguments, "--out-dir")};
    if (const auto id = value_of(*arguments, "--id"); program.ppid.empty() && !id.empty()) {
      const auto split = id.rfind('_');
      if (split != std::string::npos) program.timestamp = id.substr(0, split), program.ppid = id.substr(split + 1);
    }
    if (!program.timestamp.empty() && !program.ppid.empty()) originals_->push_back(std::move(program));
  }
}

bool Machine::runs_original(std::string_view timestamp, std::string_view ppid, std::string_view run) {
  if (!originals_) look_at_commands();
  return std::any_of(originals_->begin(), originals_->end(), [&](const OriginalProgram& program) {
    return program.timestamp == timestamp && program.ppid == ppid &&
           (program.out_dir.empty() || ends_in(program.out_dir, run));
  });
}

void Machine::look_at_tokens() {
  tokens_.emplace();
  for (const int pid : posix::all_processes())
    if (auto token = posix::environment_of(pid, "LIFTOFF_TOKEN")) tokens_->insert(std::move(*token));
}

bool Machine::has_token(const std::string& token) {
  if (!tokens_) look_at_tokens();
  return !token.empty() && tokens_->contains(token);
}

}  // namespace liftoff::experiment
