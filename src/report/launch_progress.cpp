#include "report/launch_progress.hpp"

#include <chrono>

#include "status/time_left.hpp"

namespace liftoff::report {

void LaunchProgress::on(const launch::LaunchEvent& event, posix::MonotonicTime now) {
  if (const auto* began = std::get_if<launch::LaunchBegan>(&event)) {
    slots_ = began->slots;
  } else if (const auto* run = std::get_if<launch::RunBegan>(&event)) {
    started_[key_of(run->order)] = now;
  } else if (const auto* passed_over = std::get_if<launch::RunPassedOver>(&event)) {
    started_.erase(key_of(passed_over->order));
  } else if (const auto* ended = std::get_if<launch::RunEnded>(&event)) {
    started_.erase(key_of(ended->order));
    if (ended->end) ended_.add(ended->end->wall);
  }
}

std::optional<double> LaunchProgress::time_left(const launch::Tally& tally, posix::MonotonicTime now) const {
  status::Workload workload;
  workload.ended = &ended_;
  for (const auto& [run, since] : started_)
    workload.running.push_back(std::chrono::duration<double>(now - since).count());
  workload.waiting = static_cast<std::int64_t>(tally.waiting());
  workload.slots = slots_;
  return status::time_left(workload);
}

}  // namespace liftoff::report
