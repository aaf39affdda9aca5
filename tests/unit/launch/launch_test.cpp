#include "launch/launch.hpp"

#include <catch2/catch.hpp>
#include <csignal>

using namespace liftoff::launch;

namespace {

int status(LaunchEnd how, std::size_t crashed = 0, std::size_t lost = 0) {
  LaunchOutcome outcome;
  outcome.end.how = how;
  outcome.tally.crashed = crashed;
  outcome.tally.lost = lost;
  return exit_status(outcome);
}

}  // namespace

TEST_CASE("a launch's exit status says how its runs ended") {
  CHECK(status(LaunchEnd::Complete) == 0);
  CHECK(status(LaunchEnd::Complete, 1) == 1);
  CHECK(status(LaunchEnd::Complete, 0, 1) == 1);
  CHECK(status(LaunchEnd::MaxFails, 2) == 1);
  CHECK(status(LaunchEnd::Aborted) == 1);
  CHECK(status(LaunchEnd::Refused) == 3);
}

TEST_CASE("a launch that a signal ended exits as a shell expects") {
  LaunchOutcome outcome;
  outcome.end.how = LaunchEnd::Interrupted;
  outcome.end.signal = SIGINT;
  outcome.tally.crashed = 1;
  CHECK(exit_status(outcome) == 130);
}
