#pragma once
// How long a launch will still take, going by its events.
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "launch/events.hpp"
#include "posix/clock.hpp"
#include "status/durations.hpp"

namespace liftoff::report {

class LaunchProgress {
 public:
  /// Every event of the launch, in order, with the time at which it came.
  void on(const launch::LaunchEvent& event, posix::MonotonicTime now);

  /// Seconds until the last run ends, as liftoff-status says it (status::time_left()); nothing before the first ended.
  std::optional<double> time_left(const launch::Tally& tally, posix::MonotonicTime now) const;

 private:
  using RunKey = std::pair<std::uint32_t, std::int32_t>;
  static RunKey key_of(const keeper::RunOrder& order) { return {order.configuration, order.run_id}; }

  int slots_ = 1;
  std::map<RunKey, posix::MonotonicTime> started_;  // what runs
  status::Durations ended_;
};

}  // namespace liftoff::report
