#include "launch/scheduler.hpp"

#include <catch2/catch.hpp>
#include <csignal>

#include "launch/fake_launch.hpp"

using namespace liftoff;
using namespace liftoff::launch;
using namespace liftoff::test;
using namespace std::chrono_literals;

TEST_CASE("an abort ends the launch, and an aborted run is not tried again") {
  Launch launch;
  launch.policy.retries = 5;
  SECTION("found before a start") {
    launch.executor.outcome = [](const keeper::RunOrder&, int) { return left(keeper::LeftAlone::Aborted); };
    CHECK(launch.run(RunQueue(3, 1)).how == LaunchEnd::Aborted);
    CHECK(launch.tally.waiting() == 3);
  }
  SECTION("of a run under way") {
    launch.executor.outcome = [](const keeper::RunOrder&, int) {
      return ended(experiment::Outcome::Crashed, 1, experiment::Reason::Aborted);
    };
    launch.run(RunQueue(1, 1));
    CHECK(launch.executor.started.size() == 1);
    CHECK(launch.tally.crashed == 1);
  }
}

TEST_CASE("runs that others keep or have done are passed over") {
  Launch launch;
  launch.executor.outcome = [](const keeper::RunOrder& order, int) {
    return order.configuration == 0   ? left(keeper::LeftAlone::Busy)
           : order.configuration == 1 ? left(keeper::LeftAlone::Succeeded)
                                      : success;
  };
  CHECK(launch.run(RunQueue(3, 1)).how == LaunchEnd::Complete);
  CHECK(launch.tally.passed_over == 2);
  CHECK(launch.tally.succeeded == 1);
  CHECK(launch.recorder.passed_over.size() == 2);
  CHECK(launch.executor.started.size() == 3);
}

TEST_CASE("interrupted, a launcher goes at once and leaves detached runs to their keepers") {
  Launch launch;
  launch.executor.slots = 2;
  launch.executor.instead[1] = executor::Interrupted{SIGINT};
  const auto end = launch.run(RunQueue(5, 1));
  CHECK(end.how == LaunchEnd::Interrupted);
  CHECK(end.signal == SIGINT);
  CHECK(launch.executor.stops.empty());
  CHECK(launch.tally.running == 2);
  CHECK(launch.tally.succeeded == 1);
  CHECK(launch.tally.waiting() == 2);
}

TEST_CASE("interrupted, runs that share the terminal are ended and waited for") {
  Launch launch;
  launch.executor.slots = 2;
  launch.policy = {3, std::nullopt, false};
  launch.executor.instead[0] = executor::Interrupted{SIGTERM};
  launch.executor.outcome = [](const keeper::RunOrder&, int) {
    return ended(experiment::Outcome::Crashed, 1, experiment::Reason::Terminated);
  };
  const auto end = launch.run(RunQueue(5, 1));
  CHECK(end.how == LaunchEnd::Interrupted);
  CHECK(end.signal == SIGTERM);
  CHECK(launch.executor.stops == std::vector<int>{SIGTERM});
  CHECK(launch.executor.started.size() == 2);
  CHECK(launch.tally.running == 0);
  CHECK(launch.tally.crashed == 2);
  CHECK(launch.tally.waiting() == 3);
}

TEST_CASE("a second interruption leaves no time, and a third waits for no end") {
  Launch launch;
  launch.policy.runs_outlive = false;
  launch.executor.outcome = [](const keeper::RunOrder&, int) {
    return ended(experiment::Outcome::Crashed, 1, experiment::Reason::Terminated);
  };
  for (std::size_t i = 0; i < 2; ++i) launch.executor.instead[i] = executor::Interrupted{SIGINT};
  SECTION("twice") {
    CHECK(launch.run(RunQueue(2, 1)).how == LaunchEnd::Interrupted);
    CHECK(launch.executor.stops == std::vector<int>{SIGTERM, SIGQUIT});
    CHECK(launch.tally.crashed == 1);
    CHECK(launch.tally.running == 0);
  }
  SECTION("thrice") {
    launch.executor.instead[2] = executor::Interrupted{SIGINT};
    CHECK(launch.run(RunQueue(2, 1)).how == LaunchEnd::Interrupted);
    CHECK(launch.executor.stops == std::vector<int>{SIGTERM, SIGQUIT, SIGKILL});
    CHECK(launch.tally.running == 1);
  }
  CHECK(launch.recorder.notes ==
        std::vector<std::string>{"interrupted: the runs are given time to end; Ctrl-C again ends them at once"});
}
