#pragma once
// How long an experiment will still take.
#include <cstdint>
#include <optional>
#include <vector>

#include "status/durations.hpp"

namespace liftoff::status {

struct Workload {
  const Durations* ended = nullptr;  ///< how long the ended runs took, crashed ones too
  std::vector<double> running;       ///< how long each running one has taken
  std::int64_t waiting = 0;          ///< runs that will be launched: 0 where no launcher is alive
  std::int64_t slots = 1;            ///< how many run at once
};

/// Seconds until the last run ends if each running one takes what Durations::remaining() expects, and the waiting
/// ones are started, one after the other, in the slot that is free first, and take the mean of the ended and the
/// running ones (of the ended ones alone, early on, too many would be short). Nothing where no run has ended yet, or
/// where there is nothing to wait for. Never negative.
std::optional<double> time_left(const Workload& workload);

}  // namespace liftoff::status
