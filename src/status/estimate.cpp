#include "status/estimate.hpp"

#include <algorithm>
#include <cmath>

#include "status/time_left.hpp"

namespace liftoff::status {

namespace {

/// As the launchers say. Where they don't (the original, earlier versions) as many as were in use on average: when a
/// run has just ended there is one less that runs, and no slot less.
std::int64_t slots_of(const Look& look) {
  if (const auto said = experiment::slots_of(look.launchers); said > 0) return said;
  constexpr double most = 1e6;  // clocks jump, and times can be written by hand
  const auto used = std::llround(std::clamp(look.summary.parallelism.value_or(1), 1.0, most));
  return std::max<std::int64_t>(look.summary.running, used);
}

}  // namespace

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
  if (summary.alive)
    summary.time_left =
        time_left({&look.times.durations, elapsed, look.launching ? summary.waiting : 0, slots_of(look)});
}

}  // namespace liftoff::status
