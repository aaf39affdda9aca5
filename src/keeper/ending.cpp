#include "keeper/ending.hpp"

#include <algorithm>
#include <csignal>

#include <fmt/format.h>

namespace liftoff::keeper {

void Ending::begin(std::chrono::milliseconds grace) {
  const auto now = posix::monotonic_now();
  const bool first = !has_begun();
  others_at_ = first ? now + grace * 2 / 3 : std::min(others_at_, now + grace * 2 / 3);
  kill_at_ = first ? now + grace : std::min(kill_at_, now + grace);
  if (first) {
    step_ = Step::ProgramTold;
    family_.signal_program(SIGTERM);
    family_.signal_program(SIGCONT);
  }
  go_on();
}

void Ending::go_on() {
  const auto now = posix::monotonic_now();
  if (step_ == Step::ProgramTold && (family_.program_ended() || now >= others_at_)) {
    step_ = Step::AllTold;
    family_.end_others();
  }
  if (step_ == Step::AllTold && now < kill_at_) family_.end_newcomers();
  if (step_ == Step::AllTold && now >= kill_at_) kill();
}

std::optional<posix::MonotonicTime> Ending::deadline() const {
  switch (step_) {
    case Step::ProgramTold: return others_at_;
    case Step::AllTold: return kill_at_;
    case Step::None:
    case Step::Killed: break;
  }
  return std::nullopt;
}

void Ending::kill() {
  step_ = Step::Killed;
  if (const auto left = family_.kill_all(); !left.empty()) survivors_ = "nothing could end " + names_of(left);
}

std::string names_of(const std::vector<posix::ProcessInfo>& processes) {
  std::string text;
  for (const auto& process : processes)
    text += fmt::format("{}{} (process {})", text.empty() ? "" : ", ", process.name, process.id.pid);
  return text;
}

}  // namespace liftoff::keeper
