#pragma once
#include <string>
#include <vector>

#include "failures/by_cause.hpp"
#include "launch/launch.hpp"

namespace liftoff::report {

/// Crashes of one launch: told one by one where they are new, and counted where they are not.
class CrashCounts {
 public:
  /// Counts one that has this `line`. Returns what is to be shown: the line of the first of its cause and of the 10th,
  /// the 100th …; "" in between.
  std::string add(const launch::RunEnded& event, const launch::RunDescription& run, const failures::FailureCause& cause,
                  const std::string& line);

  /// Why runs failed for good, the most frequent causes first, and the command that shows more.
  std::vector<std::string> summary(const launch::LaunchBegan& began) const;

 private:
  struct Crashes {
    failures::FailureCause cause;
    std::size_t count = 0;
    std::string first;  ///< the name of a run
  };
  failures::ByCause<Crashes> told_, failed_;
};

}  // namespace liftoff::report
