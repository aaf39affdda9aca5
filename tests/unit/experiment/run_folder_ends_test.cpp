#include "experiment/run_folder.hpp"

#include <catch2/catch.hpp>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "experiment/runs_by_hand.hpp"
#include "posix/file.hpp"
#include "posix/lock.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::experiment;
using namespace liftoff::test;

TEST_CASE("an end may be recorded again and is written once") {
  const Experiment experiment;
  auto run = experiment.claim("0_a");
  start(run);
  const auto end = end_of(run, Outcome::Crashed);
  record_end(run, end);
  posix::remove_file(run.folder.get(), names::crash);
  record_end(run, end);
  CHECK(experiment.content("0_a/.__crash") == "1524936344\n");
  const auto text = *experiment.content("0_a/.liftoff-run");
  CHECK(std::count(text.begin(), text.end(), '\n') == 2);
}

TEST_CASE("a line that was cut short swallows none of the next") {
  const Experiment experiment;
  {
    auto dead = experiment.claim("0_a");
    start(dead);
  }
  experiment.folder.append("0_a/.liftoff-run", R"({"attempt":1,"ended":15)");
  auto run = experiment.claim("0_a");
  start(run);
  record_end(run, end_of(run, Outcome::Succeeded));
  REQUIRE(experiment.record("0_a").last());
  CHECK(experiment.record("0_a").last()->end);
}

TEST_CASE("an end whose marker is missing is completed by whoever looks next") {
  const Experiment experiment;
  {
    auto run = experiment.claim("0_a");
    start(run);
    record_end(run, end_of(run, Outcome::Succeeded));
    posix::remove_file(run.folder.get(), names::end);
  }
  CHECK(experiment.state("0_a") == "succeeded");
  CHECK(experiment.refusal("0_a") == ClaimRefusal::Succeeded);
  CHECK(experiment.content("0_a/.__end") == "1524936344\n");
}

TEST_CASE("without locks one attempt has one keeper all the same") {
  const Experiment experiment;
  {
    auto run = experiment.claim("0_a");
    start(run);
  }
  auto first = experiment.claim("0_a");
  first.locks = false;
  REQUIRE(begin_attempt(first, start_of(first), "x: 1\n", true));
  first.record.reset();
  auto second = ClaimedRun{};
  second.folder = open_run_folder(experiment.fd.get(), RunRef("0_a"));
  second.record = posix::open_for_appending(second.folder.get(), names::record);
  second.locks = false;
  second.attempt = 2;
  CHECK_FALSE(begin_attempt(second, start_of(second), "x: 1\n", true));
  CHECK(experiment.record("0_a").attempts.size() == 2);
}

TEST_CASE("a dead keeper's run is seized, a live one's is not") {
  const Experiment experiment;
  CHECK_FALSE(seize_run(experiment.fd.get(), RunRef("0_a")));
  CHECK_FALSE(experiment.has("0_a"));
  {
    auto run = experiment.claim("0_a");
    start(run);
    CHECK_FALSE(seize_run(experiment.fd.get(), RunRef("0_a")));
  }
  auto run = seize_run(experiment.fd.get(), RunRef("0_a"));
  REQUIRE(run);
  CHECK(std::holds_alternative<Lost>(run->state));
  auto end = end_of(*run, Outcome::Crashed);
  end.reason = Reason::Aborted;
  record_end(*run, end);
  run.reset();
  CHECK(experiment.state("0_a") == "crashed");
  CHECK(experiment.record("0_a").last()->end->reason == Reason::Aborted);
}
