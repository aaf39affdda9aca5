#pragma once
// What the reporters of a launch say, as text without line ends.
#include <optional>
#include <string>
#include <vector>

#include <liftoff/status.hpp>

#include "failures/cause.hpp"
#include "launch/launch.hpp"

namespace liftoff::report {

/// "W 3 + R 4 + C 0 + L 0 + S 2 = 9": runs of the experiment, under the letters of liftoff-status.
std::string sum_text(const ExperimentSummary& experiment);
LIFTOFF_TOOLS_API std::string began_text(const launch::LaunchBegan& event);
/// Nothing worth a line for runs that went well: empty. `cause`: of those that did not.
std::string run_text(const launch::RunEnded& event, const launch::RunDescription& run,
                     const std::optional<failures::FailureCause>& cause);
std::string refused_text(const launch::RunRefused& event);
/// The first line sums up, then come the `causes`; the others say what can be done next.
std::vector<std::string> ended_text(const launch::LaunchEnded& event, const launch::Tally& tally,
                                    const launch::LaunchBegan& began, double wall,
                                    const std::vector<std::string>& causes);

}  // namespace liftoff::report
