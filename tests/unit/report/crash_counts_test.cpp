#include "report/crash_counts.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::report;
using Shown = std::vector<std::string>;

namespace {

launch::LaunchBegan began_sweep() {
  launch::LaunchBegan began;
  began.experiment = {1524936339, "sweep", "1524936339_sweep", "./results/1524936339_sweep"};
  return began;
}

const auto sweep = began_sweep();
const failures::FailureCause key_error{"exception", "KeyError: 'a_#'", "KeyError: 'a_3'"};

struct Crashing {
  CrashCounts counts;
  std::string crash(const char* name, const failures::FailureCause& cause, bool again = false) {
    const launch::RunDescription run{"", "", "", experiment::RunRef(name)};
    return counts.add({{}, experiment::AttemptEnd{}, again}, run, cause, "crashed: " + cause.text);
  }
};

failures::FailureCause exit_of(int code) {
  const auto text = "exit code " + std::to_string(code);
  return {"exit", text, text};
}

}  // namespace

TEST_CASE_METHOD(Crashing, "the first crash of a kind is told whole, others are counted") {
  CHECK(crash("0_a", key_error) == "crashed: KeyError: 'a_3'");
  CHECK(crash("1_a", key_error).empty());
  CHECK(crash("2_a", exit_of(3)) == "crashed: exit code 3");
  for (int i = 3; i < 10; ++i) CHECK(crash("x", key_error).empty());
  CHECK(crash("x", key_error) == "crashed: KeyError: 'a_3'; 10 such crashes so far");
  for (int i = 11; i < 100; ++i) CHECK(crash("x", key_error).empty());
  CHECK(crash("x", key_error) == "crashed: KeyError: 'a_3'; 100 such crashes so far");
}

TEST_CASE_METHOD(Crashing, "the end names the commonest kinds and the command that shows more") {
  const std::string hint = "hint: see what they printed: liftoff-results errors -t 1524936339";
  CHECK(counts.summary(sweep).empty());
  crash("0_a/0", exit_of(1));
  for (const char* name : {"3_b/1", "4_b/1", "5_b/1"}) crash(name, key_error);
  CHECK(counts.summary(sweep) == Shown{"3 × KeyError: 'a_#' (3_b/1, …)", "1 × exit code 1 (0_a/0)", hint});
  for (int code = 2; code < 6; ++code) crash("6_c", exit_of(code));
  crash("7_c", exit_of(5));
  CHECK(counts.summary(sweep) == Shown{"3 × KeyError: 'a_#' (3_b/1, …)", "2 × exit code 5 (6_c, …)",
                                       "1 × exit code 1 (0_a/0)", "and 3 crashes of 3 more kinds", hint});
}

TEST_CASE_METHOD(Crashing, "what is tried again counts at the end if it fails for good") {
  crash("0_a", key_error, true);
  CHECK(counts.summary(sweep).empty());
  crash("0_a", key_error);
  CHECK(counts.summary(sweep).front() == "1 × KeyError: 'a_#' (0_a)");
}

TEST_CASE_METHOD(Crashing, "what runs printed to the launcher's terminal can't be shown once more") {
  crash("0_a", key_error);
  auto attached = sweep;
  attached.detached = false;
  CHECK(counts.summary(attached) == Shown{"1 × KeyError: 'a_#' (0_a)"});
}

TEST_CASE_METHOD(Crashing, "of runs that were ended on purpose there is nothing more to see") {
  crash("0_a", {"aborted", "aborted", "aborted"});
  CHECK(counts.summary(sweep) == Shown{"1 × aborted (0_a)"});
}
