#include "experiment/machine.hpp"

#include <algorithm>

#include "posix/clock.hpp"

namespace liftoff::experiment {

Machine::Machine() : Machine(posix::this_host(), posix::boot_time(), posix::unix_time()) {}

void Machine::look_at_commands() {
  originals_.emplace();
  for (const int pid : posix::all_processes()) {
    const auto arguments = posix::command_line(pid);
    if (!arguments) continue;
    if (auto program = original_program(*arguments)) originals_->push_back(std::move(*program));
  }
}

bool Machine::runs_original(const OriginalLaunch& launch, std::string_view run) {
  if (!originals_) look_at_commands();
  return std::any_of(originals_->begin(), originals_->end(),
                     [&](const OriginalProgram& program) { return makes_run(program, launch, run); });
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
