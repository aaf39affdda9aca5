#include "status/estimate.hpp"

#include <algorithm>
#include <cmath>

#include "status/time_left.hpp"

namespace liftoff::status {

void estimate(Look& look, double now) {
  auto& summary = look.summary;
  auto busy = look.times.busy;
  double seconds = look.times.run_seconds;
  std::vector<double> elapsed;
  for (const double since : look.running_since) {
    elapsed.push_back(since > 0 ? std::max(0.0, now - since) : 0);  // clocks jump
    seconds += elapsed.back();
    busy.add(since, now);
  }
  summary.elapsed = busy.total();
  if (!busy.empty()) {
    summary.started = busy.first();
    if (summary.running == 0) summary.ended = busy.last();
  }
  if (summary.elapsed > 0) summary.parallelism = seconds / summary.elapsed;
  if (look.times.durations.count() > 0) summary.average_time = look.times.durations.mean();
  if (summary.average_time && summary.parallelism && *summary.parallelism > 0)
    summary.time_per_run = *summary.average_time / *summary.parallelism;
  if (!summary.alive) return;
  const auto before = summary.parallelism ? std::llround(*summary.parallelism) : 1;
  const auto slots = summary.running > 0 ? summary.running : std::max<std::int64_t>(1, before);
  summary.time_left = time_left({&look.times.durations, elapsed, look.launching ? summary.waiting : 0, slots});
}

}  // namespace liftoff::status
