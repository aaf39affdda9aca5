#include "launch/scheduler.hpp"

#include <catch2/catch.hpp>
#include <csignal>
#include <deque>
#include <random>
#include <set>

using namespace liftoff;
using namespace liftoff::launch;
using namespace std::chrono_literals;

namespace {

using Time = posix::MonotonicTime;

keeper::RunReport ended(experiment::Outcome outcome, double wall = 60,
                        experiment::Reason reason = experiment::Reason::Exit) {
  keeper::RunReport report;
  report.outcome = outcome;
  report.reason = reason;
  report.wall = wall;
  return report;
}
keeper::RunReport of_kind(keeper::ReportKind kind, const std::string& detail = "") {
  keeper::RunReport report;
  report.kind = kind;
  report.set_detail(detail);
  return report;
}
const auto success = ended(experiment::Outcome::Succeeded);
const auto crash = ended(experiment::Outcome::Crashed);

/// Runs nothing: what each attempt comes to, and what happens while the loop waits, is said beforehand.
class FakeExecutor : public executor::Executor {
 public:
  int slots = 1;
  std::function<executor::Finished(const keeper::RunOrder&, int attempt)> outcome = [](const keeper::RunOrder&, int) {
    return executor::Finished{success, false};
  };
  std::map<std::size_t, executor::Happening> instead;  ///< happens at the n-th wait
  std::function<void(int signal)> on_stop;

  std::vector<keeper::RunOrder> started;
  std::vector<Time> started_at;
  std::vector<int> stops;
  std::size_t waits = 0;
  std::vector<bool> wanted_slot;
  int releases = 0;
  Time now{};

  bool start(const keeper::RunOrder& order) override {
    if (active() >= slots) return false;
    running_.push_back(order);
    started.push_back(order);
    started_at.push_back(now);
    return true;
  }
  executor::Happening wait(std::optional<Time> deadline, bool want_slot) override {
    wanted_slot.push_back(want_slot);
    if (const auto it = instead.find(waits++); it != instead.end()) return it->second;
    if (running_.empty()) {
      if (!deadline) throw std::logic_error("the loop waits for nothing");
      now = std::max(now, *deadline);
      return executor::DeadlineReached{};
    }
    const auto order = running_.front();
    running_.pop_front();
    auto finished = outcome(order, ++attempts_[{order.configuration, order.run_id}]);
    finished.report.order = order;
    return finished;
  }
  void release_idle() override { ++releases; }
  int active() const override { return static_cast<int>(running_.size()); }
  void stop(int signal) override {
    stops.push_back(signal);
    if (on_stop) on_stop(signal);
  }

 private:
  std::deque<keeper::RunOrder> running_;
  std::map<std::pair<std::uint32_t, int>, int> attempts_;
};

class Recorder : public LaunchReporter {
 public:
  std::vector<RunEnded> ends;
  std::vector<keeper::RunReport> passed_over;
  std::vector<keeper::RunOrder> begun;
  void on(const LaunchEvent& event, const Tally& tally) override {
    if (tally.running + tally.succeeded + tally.crashed + tally.lost + tally.passed_over > tally.to_do)
      throw std::logic_error("more runs than there are");
    if (const auto* end = std::get_if<RunEnded>(&event)) ends.push_back(*end);
    if (const auto* over = std::get_if<RunPassedOver>(&event)) passed_over.push_back(over->report);
    if (const auto* began = std::get_if<RunBegan>(&event)) begun.push_back(began->order);
  }
};

struct Launch {
  FakeExecutor executor;
  Recorder recorder;
  LaunchPolicy policy;
  Tally tally;
  LaunchEnded run(RunQueue queue) {
    Scheduler scheduler(executor, std::move(queue), policy, recorder, [this] { return executor.now; });
    const auto end = scheduler.run();
    tally = scheduler.tally();
    return end;
  }
  /// Seconds from the first start to each.
  std::vector<double> starts() const {
    std::vector<double> seconds;
    for (const auto at : executor.started_at)
      seconds.push_back(std::chrono::duration<double>(at - executor.started_at.front()).count());
    return seconds;
  }
};

std::vector<keeper::RunOrder> orders(std::initializer_list<std::pair<unsigned, int>> list) {
  std::vector<keeper::RunOrder> result;
  for (const auto& [configuration, run] : list) result.push_back({configuration, run});
  return result;
}

}  // namespace

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
    return executor::Finished{success, false};
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
    return executor::Finished{order.configuration == 0 || (order.configuration == 1 && attempt < 3) ? crash : success,
                              false};
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
    return executor::Finished{success, order.configuration == 0};
  };
  launch.run(RunQueue(2, 1));
  CHECK(launch.executor.started == orders({{0, 0}, {0, 0}, {1, 0}}));
  CHECK(launch.tally.lost == 1);
  CHECK(launch.tally.crashed == 0);
  CHECK(launch.tally.succeeded == 1);
  CHECK(launch.recorder.ends.at(1).lost);
}

TEST_CASE("a requeued run that lived shortly rests longer and longer, and uses no retry") {
  Launch launch;
  launch.executor.outcome = [](const keeper::RunOrder&, int attempt) {
    return executor::Finished{attempt <= 9 ? ended(experiment::Outcome::Requeued, 0.5) : success, false};
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
    return executor::Finished{attempt == 6 ? success : ended(experiment::Outcome::Requeued, attempt == 3 ? 10 : 9.9),
                              false};
  };
  launch.run(RunQueue(1, 1));
  CHECK(launch.starts() == std::vector<double>{0, 1, 3, 3, 4, 6});
}

TEST_CASE("others run while a requeued run rests") {
  Launch launch;
  launch.executor.outcome = [&](const keeper::RunOrder& order, int attempt) {
    launch.executor.now += 700ms;
    return executor::Finished{
        order.configuration == 0 && attempt == 1 ? ended(experiment::Outcome::Requeued, 0.7) : success, false};
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
    return executor::Finished{order.configuration < 2 ? crash : success, order.configuration == 0};
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
    return executor::Finished{attempt == 1 || order.configuration == 2 ? crash : success, false};
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
    return executor::Finished{order.configuration == 0 ? of_kind(keeper::ReportKind::Aborted) : crash, false};
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
    return executor::Finished{
        order.configuration == 1 ? of_kind(keeper::ReportKind::Refused, "1_n_1: a link") : success, false};
  };
  const auto end = launch.run(RunQueue(6, 1));
  CHECK(end.how == LaunchEnd::Refused);
  CHECK(end.detail == "1_n_1: a link");
  CHECK(launch.executor.started.size() == 6);
  CHECK(launch.tally.succeeded == 5);
  CHECK(launch.tally.waiting() == 1);
}

TEST_CASE("where the system refuses run after run, launching stops and says why") {
  Launch launch;
  launch.executor.slots = 1;
  launch.executor.outcome = [](const keeper::RunOrder& order, int) {
    return executor::Finished{
        order.configuration > 0 ? of_kind(keeper::ReportKind::Refused, "the disk is full") : success, false};
  };
  const auto end = launch.run(RunQueue(9, 1));
  CHECK(end.how == LaunchEnd::Refused);
  CHECK(end.detail == "the disk is full");
  CHECK(launch.executor.started.size() == 4);
  CHECK(launch.tally.succeeded == 1);
  CHECK(launch.tally.waiting() == 8);
}

TEST_CASE("an abort ends the launch, and an aborted run is not tried again") {
  Launch launch;
  launch.policy.retries = 5;
  SECTION("found before a start") {
    launch.executor.outcome = [](const keeper::RunOrder&, int) {
      return executor::Finished{of_kind(keeper::ReportKind::Aborted), false};
    };
    CHECK(launch.run(RunQueue(3, 1)).how == LaunchEnd::Aborted);
    CHECK(launch.tally.waiting() == 3);
  }
  SECTION("of a run under way") {
    launch.executor.outcome = [](const keeper::RunOrder&, int) {
      return executor::Finished{ended(experiment::Outcome::Crashed, 1, experiment::Reason::Aborted), false};
    };
    launch.run(RunQueue(1, 1));
    CHECK(launch.executor.started.size() == 1);
    CHECK(launch.tally.crashed == 1);
  }
}

TEST_CASE("runs that others keep or have done are passed over") {
  Launch launch;
  launch.executor.outcome = [](const keeper::RunOrder& order, int) {
    return executor::Finished{order.configuration == 0   ? of_kind(keeper::ReportKind::Busy)
                              : order.configuration == 1 ? of_kind(keeper::ReportKind::Succeeded)
                                                         : success,
                              false};
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
    return executor::Finished{ended(experiment::Outcome::Crashed, 1, experiment::Reason::Terminated), false};
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

TEST_CASE("a second interruption kills") {
  Launch launch;
  launch.policy.detached = false;
  launch.executor.instead[0] = executor::Interrupted{SIGINT};
  launch.executor.instead[1] = executor::Interrupted{SIGINT};
  CHECK(launch.run(RunQueue(2, 1)).how == LaunchEnd::Interrupted);
  CHECK(launch.executor.stops == std::vector<int>{SIGTERM, SIGKILL});
  CHECK(launch.tally.running == 1);
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
    return executor::Finished{attempt == 1 ? ended(experiment::Outcome::Requeued, 9) : success, false};
  };
  Redrawing reporter(executor);
  Scheduler scheduler(executor, RunQueue(1, 1), {}, reporter, [&] { return executor.now; });
  scheduler.run();
  CHECK(reporter.redraws == 1);  // at the end of the second for which the run rests
  CHECK(scheduler.tally().succeeded == 1);
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
    if (one_in(12))
      return executor::Finished{of_kind(one_in(2) ? keeper::ReportKind::Busy : keeper::ReportKind::Succeeded), false};
    if (one_in(60))
      return executor::Finished{of_kind(one_in(2) ? keeper::ReportKind::Aborted : keeper::ReportKind::Refused), false};
    if (one_in(5))
      return executor::Finished{ended(experiment::Outcome::Requeued, static_cast<double>(random() % 20)), false};
    if (one_in(3)) {
      ++failures[{order.configuration, order.run_id}];
      return executor::Finished{crash, one_in(2)};
    }
    return executor::Finished{success, false};
  };
  if (one_in(10)) launch.executor.instead[random() % 10] = executor::Interrupted{SIGINT};
  const auto end = launch.run(RunQueue(configurations, runs));

  INFO("seed " << seed);
  const auto& tally = launch.tally;
  REQUIRE(tally.to_do == configurations * static_cast<std::size_t>(runs));
  if (end.how == LaunchEnd::Complete) REQUIRE(tally.waiting() == 0);
  if (end.how != LaunchEnd::Interrupted || !launch.policy.detached) REQUIRE(tally.running == 0);
  std::set<std::pair<unsigned, int>> final_ends;
  for (const auto& run : launch.recorder.ends)
    if (!run.again && run.report.outcome != experiment::Outcome::Requeued)
      REQUIRE(final_ends.insert({run.report.order.configuration, run.report.order.run_id}).second);
  for (const auto& report : launch.recorder.passed_over)
    REQUIRE(final_ends.insert({report.order.configuration, report.order.run_id}).second);
  REQUIRE(final_ends.size() == tally.succeeded + tally.crashed + tally.lost + tally.passed_over);
  for (const auto& [run, count] : failures) REQUIRE(count <= launch.policy.retries + 1);
}
