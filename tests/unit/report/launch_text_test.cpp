#include "report/launch_text.hpp"

#include <catch2/catch.hpp>
#include <csignal>

#include "report/text_width.hpp"

using namespace liftoff;
using namespace liftoff::report;
using namespace liftoff::report;

namespace {

launch::LaunchBegan began(const std::string& results = "./results") {
  launch::LaunchBegan event;
  event.experiment.name = "sweep";
  event.experiment.timestamp = 1524936339;
  event.experiment.path = results + "/1524936339_sweep";
  event.configurations = 3;
  event.total = event.to_do = 6;
  event.slots = 4;
  return event;
}

launch::Tally tally(std::size_t succeeded, std::size_t crashed = 0, std::size_t running = 0) {
  launch::Tally result;
  result.to_do = 6;
  result.succeeded = succeeded;
  result.crashed = crashed;
  result.running = running;
  return result;
}

launch::LaunchEnded ended(launch::LaunchEnd how, std::optional<int> signal = std::nullopt, std::string detail = {}) {
  return {how, signal, std::move(detail), false};
}

launch::RunEnded crashed(experiment::Reason reason, std::optional<int> exit_code,
                         std::optional<int> signal = std::nullopt, const char* detail = "") {
  experiment::AttemptEnd end;
  end.outcome = experiment::Outcome::Crashed;
  end.reason = reason;
  end.exit_code = exit_code;
  end.signal = signal;
  end.detail = detail;
  return {{}, end, false};
}

using Lines = std::vector<std::string>;
const launch::RunDescription run{"sweep_0", "x=1", "./results/1524936339_sweep/0_x_1"};

}  // namespace

TEST_CASE("the live line has the sum of liftoff-status, that is true") {
  ExperimentSummary experiment;
  experiment.waiting = 3, experiment.running = 4, experiment.lost = 1, experiment.succeeded = 2, experiment.total = 10;
  CHECK(sum_text(experiment) == "W 3 + R 4 + C 0 + L 1 + S 2 = 10");
}

TEST_CASE("a launch says what it is about to do") {
  CHECK(began_text(began()) == "./results/1524936339_sweep: 6 runs of 3 configurations, 4 at once");
  auto one = began();
  one.configurations = one.to_do = one.total = 1;
  CHECK(began_text(one) == "./results/1524936339_sweep: 1 run of 1 configuration, 1 at once");
}

TEST_CASE("a resumed launch says what was done before") {
  auto event = began();
  event.resumed = true;
  event.to_do = 2;
  event.already_succeeded = 4;
  CHECK(began_text(event) ==
        "./results/1524936339_sweep: 2 runs of 3 configurations, 2 at once; 4 of 6 succeeded before");
  event.to_do = 0;
  CHECK(began_text(event) ==
        "./results/1524936339_sweep: nothing to do: 4 of 6 runs succeeded, the others are running");
  event.already_succeeded = 6;
  CHECK(began_text(event) == "./results/1524936339_sweep: nothing to do: 6 of 6 runs succeeded");
}

TEST_CASE("runs that went well are not worth a line, others are") {
  CHECK(run_text({{}, experiment::AttemptEnd{}, false}, run, {}).empty());
  CHECK(run_text(crashed(experiment::Reason::Exit, 3), run, {}) == "crashed: " + run.folder + ": exit code 3");
  CHECK(run_text(crashed(experiment::Reason::Signal, std::nullopt, SIGSEGV), run, {}) ==
        "crashed: " + run.folder + ": signal 11 (SIGSEGV)");
  CHECK(run_text(crashed(experiment::Reason::Timeout, std::nullopt, SIGTERM), run, {}) ==
        "crashed: " + run.folder + ": timed out");
  CHECK(run_text(crashed(experiment::Reason::CannotStart, std::nullopt, std::nullopt, "x: Permission denied"), run,
                 {}) == "crashed: " + run.folder + ": could not be started: x: Permission denied");
  auto again = crashed(experiment::Reason::Exit, 1);
  again.again = true;
  CHECK(run_text(again, run, {}) == "crashed: " + run.folder + ": exit code 1; trying again");
  CHECK(run_text({{}, std::nullopt, false}, run, {}) == "lost: " + run.folder + ": its keeper was killed");
  auto requeued = crashed(experiment::Reason::Exit, 85);
  requeued.end->outcome = experiment::Outcome::Requeued;
  requeued.again = true;
  CHECK(run_text(requeued, run, {}) == "requeued: " + run.folder + ": exit code 85");
  requeued.end->reason = experiment::Reason::Timeout;
  CHECK(run_text(requeued, run, {}) == "requeued: " + run.folder + ": exit code 85 when its time was up");
  requeued.again = false;
  CHECK(run_text(requeued, run, {}) == "left waiting: " + run.folder + ": exit code 85 when its time was up");
  auto left = experiment::AttemptEnd{};
  left.detail = "nothing could end trainer (process 7)";
  CHECK(run_text({{}, left, false}, run, {}) ==
        "succeeded: " + run.folder + ": but nothing could end trainer (process 7)");
  auto stuck = crashed(experiment::Reason::Timeout, std::nullopt, SIGKILL, left.detail.c_str());
  CHECK(run_text(stuck, run, {}) == "crashed: " + run.folder + ": timed out; nothing could end trainer (process 7)");
}

TEST_CASE("a crash is told with its cause") {
  const auto with = [&](const launch::RunEnded& event, const failures::FailureCause& cause) {
    return run_text(event, run, cause).substr(("crashed: " + run.folder + ": ").size());
  };
  const auto event = crashed(experiment::Reason::Exit, 1);
  CHECK(with(event, {"exception", "KeyError: 'a_#'", "KeyError: 'a_3'"}) == "KeyError: 'a_3'");
  CHECK(with(event, {"exception", "", std::string(300, 'x')}) == std::string(199, 'x') + "…");
  CHECK(with(event, {"exception", "", "a\nb\x1b[1m"}) == one_line("a\nb\x1b[1m"));
  const auto stuck = crashed(experiment::Reason::Timeout, std::nullopt, SIGKILL, "nothing could end x (process 7)");
  CHECK(with(stuck, {"timeout", "timed out", "timed out"}) == "timed out; nothing could end x (process 7)");
  const auto absent = crashed(experiment::Reason::CannotStart, std::nullopt, std::nullopt, "x: gone");
  CHECK(with(absent, {"cannot_start", "", "could not be started: x: gone"}) == "could not be started: x: gone");
}

TEST_CASE("causes stand below the sum, above what can be done") {
  const Lines causes{"1 × KeyError (0)", "hint: see"};
  CHECK(ended_text(ended(launch::LaunchEnd::Complete), tally(5, 1), began(), 5, causes) ==
        Lines{"./results/1524936339_sweep: 5 succeeded, 1 crashed in 5s", causes[0], causes[1]});
  const auto refused = ended_text(ended(launch::LaunchEnd::Refused), tally(1), began(), 1, causes);
  REQUIRE(refused.size() == 5);
  CHECK(refused[2] == causes[0]);
  CHECK(refused[4].starts_with("hint: go on with"));
}

TEST_CASE("an end is summed up") {
  CHECK(ended_text(ended(launch::LaunchEnd::Complete), tally(6), began(), 63, {}) ==
        Lines{"./results/1524936339_sweep: 6 succeeded in 1m 03s"});
  auto mixed = tally(2, 1);
  mixed.lost = 1;
  mixed.passed_over = 1;
  CHECK(ended_text(ended(launch::LaunchEnd::Complete), mixed, began(), 5, {}) ==
        Lines{"./results/1524936339_sweep: 2 succeeded, 1 crashed, 1 lost, 1 done or kept by others, 1 waiting in 5s"});
}

TEST_CASE("an end before the end says how to go on") {
  const std::string hint = "hint: go on with: liftoff --resume --timestamp 1524936339";
  CHECK(ended_text(ended(launch::LaunchEnd::MaxFails), tally(0, 1), began(), 1, {}) ==
        Lines{"./results/1524936339_sweep: stopped after 1 failed run: 0 succeeded, 1 crashed, 5 waiting in 1s", hint});
  CHECK(ended_text(ended(launch::LaunchEnd::Aborted), tally(1), began(), 1, {}) ==
        Lines{"./results/1524936339_sweep: aborted: 1 succeeded, 5 waiting in 1s", hint});
  CHECK(ended_text(ended(launch::LaunchEnd::Refused, std::nullopt, "the disk is full"), tally(1), began(), 1, {}) ==
        Lines{"./results/1524936339_sweep: stopped: the disk is full",
              "./results/1524936339_sweep: 1 succeeded, 5 waiting in 1s", hint});
}

TEST_CASE("an interruption says what goes on and how to end it") {
  const auto interrupted = ended(launch::LaunchEnd::Interrupted, SIGINT);
  const auto lines = ended_text(interrupted, tally(1, 0, 2), began("/data/results"), 1, {});
  CHECK(lines == Lines{"/data/results/1524936339_sweep: interrupted (SIGINT): 1 succeeded, 3 waiting in 1s; "
                       "2 runs go on and will be recorded",
                       "hint: end them with: liftoff-abort -t 1524936339 --results-dir /data/results",
                       "hint: go on with: liftoff --resume --timestamp 1524936339 --results-dir /data/results"});
  CHECK(ended_text(interrupted, tally(1), began(), 1, {}).size() == 2);
  auto attached = began();
  attached.detached = false;
  CHECK(ended_text(interrupted, tally(1, 0, 2), attached, 1, {}).size() == 2);
  auto aborted = interrupted;
  aborted.aborted = true;
  CHECK(ended_text(aborted, tally(1), began(), 1, {}).front() ==
        "./results/1524936339_sweep: aborted: 1 succeeded, 5 waiting in 1s");
}

TEST_CASE("hints can be pasted into a shell") {
  const auto lines = ended_text(ended(launch::LaunchEnd::Aborted), tally(1), began("my re'sults"), 1, {});
  CHECK(lines.back() == R"(hint: go on with: liftoff --resume --timestamp 1524936339 --results-dir 'my re'\''sults')");
}
