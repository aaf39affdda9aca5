#include "experiment/run_folder.hpp"

#include <catch2/catch.hpp>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "experiment/runs_by_hand.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/lock.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::experiment;
using namespace liftoff::test;

TEST_CASE("a fresh run is claimed, kept and ended") {
  const Experiment experiment;
  {
    auto run = experiment.claim("0_a/1");
    CHECK(run.fresh);
    CHECK(run.attempt == 1);
    CHECK(run.locks);
    CHECK(experiment.state("0_a/1") == "waiting");
    start(run);
    CHECK(experiment.content("0_a/1/cfg.yaml") == "x: 1\n");
    CHECK(experiment.content("0_a/1/.__leaf") == "");
    CHECK(experiment.content("0_a/1/.__start") == "1524936339\n");
    CHECK(experiment.state("0_a/1") == "running");
    CHECK(experiment.refusal("0_a/1") == ClaimRefusal::Busy);
    record_end(run, end_of(run, Outcome::Succeeded));
  }
  CHECK(experiment.content("0_a/1/.__end") == "1524936344\n");
  CHECK_FALSE(experiment.has("0_a/1/.__crash"));
  CHECK(experiment.state("0_a/1") == "succeeded");
  CHECK(experiment.refusal("0_a/1") == ClaimRefusal::Succeeded);
  CHECK(experiment.record("0_a/1").attempts.size() == 1);
}

TEST_CASE("the experiment folder itself can be the run") {
  const Experiment experiment;
  auto run = experiment.claim("");
  start(run);
  CHECK(experiment.has(".__start"));
  CHECK(experiment.refusal("") == ClaimRefusal::Busy);
}

TEST_CASE("a crashed run is tried again beside what is left of it") {
  const Experiment experiment;
  for (int attempt = 1; attempt <= 3; ++attempt) {
    auto run = experiment.claim("0_a");
    CHECK(run.attempt == attempt);
    CHECK(std::holds_alternative<Crashed>(run.state) == (attempt > 1));
    start(run);
    CHECK_FALSE(experiment.has("0_a/.__crash"));
    record_end(run, end_of(run, Outcome::Crashed));
    CHECK(experiment.content("0_a/.__crash") == "1524936344\n");
    CHECK(experiment.state("0_a") == (run.locks ? "running" : "crashed"));
  }
  CHECK(experiment.state("0_a") == "crashed");
  for (const std::string name : {"0_a/out", "0_a/err"}) {
    CHECK(experiment.content(name + ".1") == "output of attempt 1");
    CHECK(experiment.content(name + ".2") == "output of attempt 2");
    CHECK(experiment.content(name) == "output of attempt 3");
  }
  const auto record = experiment.record("0_a");
  REQUIRE(record.attempts.size() == 3);
  for (const auto& attempt : record.attempts) CHECK(attempt.end);
}

TEST_CASE("output that can't have its usual name is kept all the same") {
  const Experiment experiment;
  {
    auto run = experiment.claim("0_a");
    start(run);
    experiment.folder.write("0_a/out.1", "the program's own");
    record_end(run, end_of(run, Outcome::Crashed));
  }
  auto run = experiment.claim("0_a");
  begin(run);
  CHECK(experiment.content("0_a/out.1") == "the program's own");
  CHECK(experiment.content("0_a/out.1~") == "output of attempt 1");
}

TEST_CASE("a requeued run waits for its next attempt") {
  const Experiment experiment;
  {
    auto run = experiment.claim("0_a");
    start(run);
    record_end(run, end_of(run, Outcome::Requeued));
  }
  CHECK_FALSE(experiment.has("0_a/.__start"));
  CHECK(experiment.state("0_a") == "waiting");
  auto run = experiment.claim("0_a");
  CHECK(run.attempt == 2);
  begin(run);
  CHECK(experiment.content("0_a/out.1") == "output of attempt 1");
}

TEST_CASE("a run whose keeper died is lost and claimed again") {
  const Experiment experiment;
  {
    auto run = experiment.claim("0_a");
    start(run);
  }
  CHECK(experiment.state("0_a") == "lost");
  auto run = experiment.claim("0_a");
  CHECK(std::holds_alternative<Lost>(run.state));
  CHECK(run.attempt == 2);
  CHECK(run.earlier.attempts.size() == 1);
  start(run);
  CHECK(experiment.content("0_a/out.1") == "output of attempt 1");
}

TEST_CASE("an attempt whose program was never started is taken up under its number, as often as that happens") {
  const Experiment experiment;
  const int crashes = GENERATE(0, 1);
  for (int i = 0; i < crashes; ++i) {
    auto run = experiment.claim("0_a");
    start(run);
    record_end(run, end_of(run, Outcome::Crashed));
  }
  for (int death = 0; death < 3; ++death) {
    auto run = experiment.claim("0_a");
    CHECK(std::holds_alternative<Waiting>(run.state) == (death > 0 || crashes == 0));
    CHECK(run.attempt == crashes + 1);
    begin(run);
  }
  auto run = experiment.claim("0_a");
  start(run);
  CHECK(experiment.content("0_a/out") == "output of attempt " + std::to_string(crashes + 1));
  CHECK(experiment.has("0_a/out.1") == (crashes == 1));
  CHECK_FALSE(experiment.has("0_a/out.0"));
  CHECK_FALSE(experiment.has("0_a/out.2"));
}

TEST_CASE("an attempt that really ran keeps its number whatever the next keeper leaves undone") {
  const Experiment experiment;
  {
    auto run = experiment.claim("0_a");
    start(run);
  }
  {
    auto run = experiment.claim("0_a");
    REQUIRE(run.attempt == 2);
    // As a keeper that dies on its way leaves it: the number taken, nothing written down.
    posix::create_file(run.folder.get(), ".liftoff-attempt-2", "");
    if (GENERATE(false, true)) posix::remove_file(run.folder.get(), names::start);
  }
  auto run = experiment.claim("0_a");
  CHECK(run.attempt == 2);
  CHECK(begin_attempt(run, start_of(run), "x: 2\n", true));
}

TEST_CASE("runs of other hosts are left alone unless those are declared dead") {
  const Experiment experiment;
  {
    auto run = experiment.claim("0_a");
    start(run, {"elsewhere", "b", 1});
  }
  CHECK(experiment.refusal("0_a") == ClaimRefusal::Busy);
  CHECK(experiment.refusal("0_a", {"another", false}) == ClaimRefusal::Busy);
  const auto run = experiment.claim("0_a", {"elsewhere", false});
  CHECK(std::holds_alternative<Lost>(run.state));
  CHECK(run.attempt == 2);
}

TEST_CASE("runs of the original are taken over") {
  const Experiment experiment;
  experiment.folder.write("0_a/.__leaf", "");
  experiment.folder.write("0_a/out", "old");
  SECTION("waiting") {
    auto run = experiment.claim("0_a");
    CHECK_FALSE(run.fresh);
    CHECK(run.attempt == 1);
  }
  SECTION("crashed") {
    experiment.folder.write("0_a/.__start", "5\n");
    experiment.folder.write("0_a/.__crash", "6\n");
    auto run = experiment.claim("0_a");
    CHECK(run.attempt == 2);
    begin(run);
    CHECK(experiment.content("0_a/out.1") == "old");
    CHECK_FALSE(experiment.has("0_a/.__crash"));
    CHECK_FALSE(experiment.has("0_a/.__start"));
  }
  SECTION("running") {
    experiment.folder.write("0_a/.__start", "9999999999\n");
    CHECK(experiment.refusal("0_a", {"", true}) == ClaimRefusal::Busy);
    CHECK(std::holds_alternative<Lost>(experiment.claim("0_a").state));
  }
  SECTION("succeeded") {
    experiment.folder.write("0_a/.__end", "7\n");
    CHECK(experiment.refusal("0_a") == ClaimRefusal::Succeeded);
  }
}

TEST_CASE("links and other things in place of folders and records are refused") {
  const Experiment experiment;
  liftoff::test::TempDir outside;
  SECTION("the configuration's folder") {
    experiment.folder.link("0_a", outside.path());
    CHECK_THROWS_AS(experiment.claim("0_a/0"), Error);
    CHECK_THROWS_AS(experiment.claim("0_a"), Error);
  }
  SECTION("the run's folder") {
    experiment.folder.make_folder("0_a");
    experiment.folder.link("0_a/0", outside.path());
    CHECK_THROWS_AS(experiment.claim("0_a/0"), Error);
    CHECK_FALSE(open_run_folder(experiment.fd.get(), RunRef("0_a/0")));
  }
  SECTION("the record") {
    experiment.folder.make_folder("0_a");
    experiment.folder.link("0_a/.liftoff-run", outside.path() + "/record");
    CHECK_THROWS_AS(experiment.claim("0_a"), Error);
    CHECK_FALSE(seize_run(experiment.fd.get(), RunRef("0_a")));
  }
  SECTION("a folder in place of the record") {
    experiment.folder.make_folder("0_a/.liftoff-run");
    CHECK_THROWS_AS(experiment.claim("0_a"), Error);
  }
  SECTION("a file in place of the folder") {
    experiment.folder.write("0_a", "");
    CHECK_THROWS_AS(experiment.claim("0_a/0"), Error);
  }
  SECTION("paths that lead out of the experiment") {
    CHECK_THROWS_AS(experiment.claim("../" + outside.path().substr(outside.path().rfind('/') + 1)), Error);
    CHECK_FALSE(open_run_folder(experiment.fd.get(), RunRef("..")));
    CHECK_FALSE(open_run_folder(experiment.fd.get(), RunRef("0_a/../..")));
  }
  CHECK(posix::list_folder(posix::here(), outside.path().c_str())->empty());
}
