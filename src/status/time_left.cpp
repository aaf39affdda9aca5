#include "status/time_left.hpp"

#include <algorithm>

namespace liftoff::status {

std::optional<double> time_left(const Workload& workload) {
  const auto& ended = *workload.ended;
  if (ended.count() == 0 || (workload.running.empty() && workload.waiting <= 0)) return std::nullopt;
  std::vector<double> free_at;
  double whole = ended.sum();  // of the ended and the running ones
  for (const double since : workload.running) {
    const double elapsed = std::max(0.0, since);
    free_at.push_back(std::max(0.0, ended.remaining(elapsed)));
    whole += elapsed + free_at.back();
  }
  const double mean = whole / static_cast<double>(ended.count() + static_cast<std::int64_t>(workload.running.size()));
  // Slots that nothing will be put into make no difference.
  const auto most = static_cast<std::int64_t>(workload.running.size()) + std::max<std::int64_t>(0, workload.waiting);
  const auto slots = static_cast<std::size_t>(std::max<std::int64_t>(1, std::min(workload.slots, most)));
  if (free_at.size() < slots) free_at.resize(slots, 0.0);
  std::sort(free_at.begin(), free_at.end());
  // Equal durations in the slot that is free first: the slots take turns, so whole rounds need no simulation.
  const auto count = static_cast<std::int64_t>(free_at.size());
  const auto waiting = std::max<std::int64_t>(0, workload.waiting);
  double last = 0;
  for (std::int64_t slot = 0; slot < count; ++slot) {
    const auto rounds = waiting / count + (slot < waiting % count ? 1 : 0);
    last = std::max(last, free_at[static_cast<std::size_t>(slot)] + static_cast<double>(rounds) * mean);
  }
  return last;
}

}  // namespace liftoff::status
