#pragma once
#include <optional>

#include "failures/cause.hpp"
#include "launch/launch.hpp"

namespace liftoff::report {

/// Why runs of a launch failed, read from their folders as they end.
class LaunchCauses {
 public:
  LaunchCauses() = default;
  explicit LaunchCauses(const launch::LaunchBegan& began);

  /// Nothing of a run that succeeded, or goes on later as it asked to. Never waits, and reads 128 KiB at most.
  std::optional<failures::FailureCause> of(const launch::RunEnded& event, const launch::RunDescription& run) const;

 private:
  posix::Fd experiment_;  ///< -1 where runs have no files that they print to
};

}  // namespace liftoff::report
