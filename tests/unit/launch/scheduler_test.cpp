#include "launch/scheduler.hpp"

#include <catch2/catch.hpp>
#include <csignal>
#include <random>
#include <set>

#include "launch/fake_launch.hpp"

using namespace liftoff;
using namespace liftoff::launch;
using namespace liftoff::test;
using namespace std::chrono_literals;

TEST_CASE("all configurations' run 0 comes first, then run 1") {
  Launch launch;
  const auto end = launch.run(RunQueue(3, 2));
  CHECK(end.how == LaunchEnd::Complete);
  CHECK(launch.executor.started == orders({{0, 0}, {1, 0}, {2, 0}, {0, 1}, {1, 1}, {2, 1}}));
  CHECK(launch.recorder.begun == launch.executor.started);
  CHECK(launch.tally.succeeded == 6);
  CHECK(launch.tally.waiting() == 0);
  CHECK(launch.tally.run_seconds == 360);
  CHECK(launch.tally.ended_attempts == 6);
  CHECK(launch.executor.releases > 0);
}

TEST_CASE("a listed order is kept") {
  Launch launch;
  launch.run(RunQueue(orders({{2, 1}, {0, 0}, {1, 5}})));
  CHECK(launch.executor.started == orders({{2, 1}, {0, 0}, {1, 5}}));
}

TEST_CASE("nothing to do ends at once") {
  Launch launch;
  CHECK(launch.run(RunQueue(0, 1)).how == LaunchEnd::Complete);
  CHECK(launch.executor.waits == 0);
}

TEST_CASE("every slot is filled, and no more") {
  Launch launch;
  launch.executor.slots = 3;
  std::size_t most = 0;
  launch.executor.outcome = [&](const keeper::RunOrder&, int) {
    most = std::max(most, static_cast<std::size_t>(launch.executor.active()) + 1);
    return success;
  };
  launch.run(RunQueue(10, 1));
  CHECK(most == 3);
  CHECK(launch.tally.succeeded == 10);
  // A slot of others is of interest as long as something waits for one.
  CHECK(launch.executor.wanted_slot ==
        std::vector<bool>{true, true, true, true, true, true, true, false, false, false});
}

TEST_CASE("a crashed run is tried again as often as allowed") {
  Launch launch;
  launch.policy.retries = 2;
  launch.executor.outcome = [](const keeper::RunOrder& order, int attempt) {
    return order.configuration == 0 || (order.configuration == 1 && attempt < 3) ? crash : success;
  };
  const auto end = launch.run(RunQueue(3, 1));
  CHECK(end.how == LaunchEnd::Complete);
  CHECK(launch.executor.started == orders({{0, 0}, {0, 0}, {0, 0}, {1, 0}, {1, 0}, {1, 0}, {2, 0}}));
  CHECK(launch.tally.crashed == 1);
  CHECK(launch.tally.succeeded == 2);
  std::vector<bool> again;
  for (const auto& run : launch.recorder.ends) again.push_back(run.again);
  CHECK(again == std::vector<bool>{true, true, false, true, true, false, false});
}

TEST_CASE("a lost run is tried again like a crashed one, and counted apart") {
  Launch launch;
  launch.policy.retries = 1;
  launch.executor.outcome = [](const keeper::RunOrder& order, int) {
    return order.configuration == 0 ? lost : success;
  };
  launch.run(RunQueue(2, 1));
  CHECK(launch.executor.started == orders({{0, 0}, {0, 0}, {1, 0}}));
  CHECK(launch.tally.lost == 1);
  CHECK(launch.tally.crashed == 0);
  CHECK(launch.tally.succeeded == 1);
  CHECK_FALSE(launch.recorder.ends.at(1).end);
}

TEST_CASE("a requeued run that lived shortly rests longer and longer, and uses no retry") {
  Launch launch;
  launch.executor.outcome = [](const keeper::RunOrder&, int attempt) {
    return attempt <= 9 ? ended(experiment::Outcome::Requeued, 0.5) : success;
  };
  launch.run(RunQueue(1, 1));
  CHECK(launch.starts() == std::vector<double>{0, 1, 3, 7, 15, 31, 63, 123, 183, 243});  // 1, 2, 4, … up to 60 s
  CHECK(launch.tally.succeeded == 1);
  CHECK(launch.tally.crashed == 0);
  CHECK(launch.recorder.ends.front().again);
}

TEST_CASE("a requeued run that lived long goes on at once, and forgets its short lives") {
  Launch launch;
  launch.executor.outcome = [](const keeper::RunOrder&, int attempt) {
    return attempt == 6 ? success : ended(experiment::Outcome::Requeued, attempt == 3 ? 10 : 9.9);
  };
  launch.run(RunQueue(1, 1));
  CHECK(launch.starts() == std::vector<double>{0, 1, 3, 3, 4, 6});
}

TEST_CASE("others run while a requeued run rests") {
  Launch launch;
  launch.executor.outcome = [&](const keeper::RunOrder& order, int attempt) {
    launch.executor.now += 700ms;
    return order.configuration == 0 && attempt == 1 ? ended(experiment::Outcome::Requeued, 0.7) : success;
  };
  launch.run(RunQueue(4, 1));
  // It is due 1 s after its end, and goes first then.
  CHECK(launch.executor.started == orders({{0, 0}, {1, 0}, {2, 0}, {0, 0}, {3, 0}}));
}

TEST_CASE("after so many failed runs no more are started") {
  Launch launch;
  launch.executor.slots = 3;
  launch.policy.max_fails = 2;
  launch.executor.outcome = [](const keeper::RunOrder& order, int) {
    return order.configuration == 0 ? lost : (order.configuration < 2 ? crash : success);
  };
  const auto end = launch.run(RunQueue(10, 1));
  CHECK(end.how == LaunchEnd::MaxFails);
  CHECK(launch.executor.started.size() == 4);  // three at once, one when the first was lost
  CHECK(launch.tally.lost == 1);
  CHECK(launch.tally.crashed == 1);
  CHECK(launch.tally.succeeded == 2);  // those under way are waited for
  CHECK(launch.tally.waiting() == 6);
}

TEST_CASE("retries are no failed runs") {
  Launch launch;
  launch.policy = {1, 1, true};
  launch.executor.outcome = [](const keeper::RunOrder& order, int attempt) {
    return attempt == 1 || order.configuration == 2 ? crash : success;
  };
  CHECK(launch.run(RunQueue(5, 1)).how == LaunchEnd::MaxFails);
  CHECK(launch.tally.succeeded == 2);
  CHECK(launch.tally.crashed == 1);
}

TEST_CASE("once no more are started, nothing is promised to be tried again") {
  Launch launch;
  launch.executor.slots = 2;
  launch.policy = {3, std::nullopt, true};
  launch.executor.outcome = [](const keeper::RunOrder& order, int) {
    return order.configuration == 0 ? left(keeper::LeftAlone::Aborted) : crash;
  };
  CHECK(launch.run(RunQueue(4, 1)).how == LaunchEnd::Aborted);
  REQUIRE(launch.recorder.ends.size() == 1);
  CHECK_FALSE(launch.recorder.ends[0].again);
  CHECK(launch.tally.crashed == 1);
  CHECK(launch.tally.waiting() == 3);
}

TEST_CASE("a run that the system refuses does not keep the others from being run") {
  Launch launch;
  launch.executor.slots = 2;
  launch.executor.outcome = [](const keeper::RunOrder& order, int) {
    return order.configuration == 1 ? refused("1_n_1: a link") : success;
  };
  const auto end = launch.run(RunQueue(6, 1));
  CHECK(end.how == LaunchEnd::Refused);
  CHECK(end.detail == "1_n_1: a link");
  REQUIRE(launch.recorder.refused.size() == 1);
  CHECK(launch.recorder.refused[0].order == keeper::RunOrder{1, 0});
  CHECK(launch.recorder.refused[0].why == "1_n_1: a link");
  CHECK(launch.executor.started.size() == 6);
  CHECK(launch.tally.succeeded == 5);
  CHECK(launch.tally.waiting() == 1);
}

TEST_CASE("where the system refuses run after run, launching stops and says why") {
  Launch launch;
  launch.executor.slots = 1;
  launch.executor.outcome = [](const keeper::RunOrder& order, int) {
    return order.configuration > 0 ? refused("the disk is full") : success;
  };
  const auto end = launch.run(RunQueue(9, 1));
  CHECK(end.how == LaunchEnd::Refused);
  CHECK(end.detail == "the disk is full");
  CHECK(launch.executor.started.size() == 4);
  CHECK(launch.tally.succeeded == 1);
  CHECK(launch.tally.waiting() == 8);
}

TEST_CASE("a wake-up without news changes nothing") {
  Launch launch;
  for (std::size_t i = 0; i < 4; ++i) launch.executor.instead[i] = executor::Woken{};
  launch.run(RunQueue(2, 1));
  CHECK(launch.tally.succeeded == 2);
  CHECK(launch.executor.started.size() == 2);
}

TEST_CASE("a redraw is made when it is due, also while nothing happens") {
  struct Redrawing : Recorder {
    FakeExecutor& executor;
    Time next{};
    int redraws = 0;
    explicit Redrawing(FakeExecutor& e) : executor(e), next(e.now + 1s) {}
    std::optional<Time> next_redraw() const override { return next; }
    void redraw(const Tally&) override {
      ++redraws;
      next = executor.now + 1s;
    }
  };
  FakeExecutor executor;
  executor.outcome = [](const keeper::RunOrder&, int attempt) {
    return attempt == 1 ? ended(experiment::Outcome::Requeued, 9) : success;
  };
  Redrawing reporter(executor);
  Scheduler scheduler(executor, RunQueue(1, 1), {}, reporter, [&] { return executor.now; });
  scheduler.run();
  CHECK(reporter.redraws == 1);  // at the end of the second for which the run rests
  CHECK(scheduler.tally().succeeded == 1);
}

/// How many runs came to an end; each may do so once.
static std::size_t runs_that_ended_once(const Recorder& recorder) {
  std::set<std::pair<unsigned, int>> final_ends;
  for (const auto& run : recorder.ends)
    if (!run.again && !(run.end && run.end->outcome == experiment::Outcome::Requeued))
      REQUIRE(final_ends.insert({run.order.configuration, run.order.run_id}).second);
  for (const auto& run : recorder.passed_over)
    REQUIRE(final_ends.insert({run.order.configuration, run.order.run_id}).second);
  return final_ends.size();
}

TEST_CASE("whatever happens, every run ends once and none is tried too often") {
  const auto seed = GENERATE(range(0u, 200u));
  std::mt19937 random(seed);
  const auto one_in = [&](unsigned n) { return random() % n == 0; };
  Launch launch;
  launch.executor.slots = 1 + static_cast<int>(random() % 5);
  launch.policy = {static_cast<int>(random() % 3),
                   one_in(3) ? std::optional<int>(1 + static_cast<int>(random() % 4)) : std::nullopt, one_in(2)};
  const std::size_t configurations = random() % 8;
  const int runs = 1 + static_cast<int>(random() % 4);
  std::map<std::pair<unsigned, int>, int> failures;
  launch.executor.outcome = [&](const keeper::RunOrder& order, int) {
    launch.executor.now += std::chrono::milliseconds(random() % 20'000);
    if (one_in(12)) return left(one_in(2) ? keeper::LeftAlone::Busy : keeper::LeftAlone::Succeeded);
    if (one_in(60)) return one_in(2) ? left(keeper::LeftAlone::Aborted) : refused();
    if (one_in(5)) return ended(experiment::Outcome::Requeued, static_cast<double>(random() % 20));
    if (one_in(3)) {
      ++failures[{order.configuration, order.run_id}];
      return one_in(2) ? lost : crash;
    }
    return success;
  };
  if (one_in(10)) launch.executor.instead[random() % 10] = executor::Interrupted{SIGINT};
  const auto end = launch.run(RunQueue(configurations, runs));

  INFO("seed " << seed);
  const auto& tally = launch.tally;
  REQUIRE(tally.to_do == configurations * static_cast<std::size_t>(runs));
  if (end.how == LaunchEnd::Complete) REQUIRE(tally.waiting() == 0);
  if (end.how != LaunchEnd::Interrupted || !launch.policy.runs_outlive) REQUIRE(tally.running == 0);
  REQUIRE(runs_that_ended_once(launch.recorder) == tally.succeeded + tally.crashed + tally.lost + tally.passed_over);
  for (const auto& [run, count] : failures) REQUIRE(count <= launch.policy.retries + 1);
}

TEST_CASE("a rest that is over while another run is started drops neither run") {
  Launch launch;
  launch.executor.start_takes = 700ms;
  launch.executor.slots = 2;
  launch.executor.outcome = [](const keeper::RunOrder& order, int attempt) {
    return order.configuration % 3 == 0 && attempt == 1 ? ended(experiment::Outcome::Requeued, 1) : success;
  };
  CHECK(launch.run(RunQueue(30, 1)).how == LaunchEnd::Complete);
  CHECK(launch.tally.succeeded == 30);
  CHECK(launch.executor.started.size() == 40);
}

TEST_CASE("a rest that is over before anything waits for it is waited for") {
  Launch launch;
  launch.executor.outcome = [](const keeper::RunOrder&, int attempt) {
    return attempt == 1 ? ended(experiment::Outcome::Requeued, 1) : success;
  };
  Scheduler scheduler(launch.executor, RunQueue(1, 1), {}, launch.recorder,
                      [&] { return launch.executor.now += 600ms; });
  CHECK(scheduler.run().how == LaunchEnd::Complete);
  CHECK(scheduler.tally().succeeded == 1);
}
