#include "keeper/recording.hpp"

#include "keeper/kept_experiment.hpp"

using namespace liftoff;
using namespace liftoff::keeper;

namespace {

const experiment::RunRef run("0_n_0/0");

/// A keeper with a run in its hand.
struct Claimed {
  test::KeptExperiment experiment{""};
  test::KeepingHere here{experiment.open()};
  experiment::ClaimedRun claimed;
  experiment::AttemptStart start;

  Claimed() {
    auto claim = experiment::claim_run(here.opened.folder.get(), run, {});
    claimed = std::move(std::get<experiment::ClaimedRun>(claim));
    start = attempt_start(*here.keeper, claimed);
  }

  /// Everything up to the program's start.
  void begin() {
    experiment::begin_attempt(claimed, start, "n: 0\n");
    record_start(*here.keeper, claimed, run, start);
  }
  void end(experiment::Outcome outcome) {
    experiment::AttemptEnd end;
    end.outcome = outcome;
    end.ended = 1524936344.5;
    record_end_for_certain(*here.keeper, claimed, run, end);
  }
  std::string text(const std::string& name) const { return experiment.text(run.file(name)); }
  bool has(const std::string& name) const { return experiment.has(run.file(name)); }
  std::size_t ends_on_record() const {
    const auto record = text(experiment::names::record);
    std::size_t count = 0;
    for (auto at = record.find("\"outcome\""); at != std::string::npos; at = record.find("\"outcome\"", at + 1))
      ++count;
    return count;
  }
};

using Events = std::vector<std::string>;

}  // namespace

TEST_CASE("a keeper writes down who it is and where it runs the attempt") {
  Claimed trial;
  trial.here.keeper->place = {3, "1"};
  const auto start = attempt_start(*trial.here.keeper, trial.claimed);
  CHECK(start.attempt == 1);
  CHECK(start.keeper.host == posix::this_host());
  CHECK(start.keeper.process == posix::self());
  CHECK(start.slot == 3);
  CHECK(start.gpu == "1");
  CHECK(start.token.size() == 32);
  CHECK(start.token != trial.start.token);
  CHECK(start.started > 0);
}

TEST_CASE("a start is in the journal and has its marker") {
  Claimed claimed;
  claimed.begin();
  CHECK(claimed.experiment.events() == Events{"start 0_n_0/0"});
  CHECK(claimed.has(experiment::names::start));
}

TEST_CASE("an end is on record, has its marker and is in the journal") {
  Claimed claimed;
  claimed.begin();
  SECTION("succeeded") {
    claimed.end(experiment::Outcome::Succeeded);
    CHECK(claimed.text(experiment::names::end) == "1524936344\n");
    CHECK(claimed.experiment.events() == Events{"start 0_n_0/0", "succeeded 0_n_0/0"});
  }
  SECTION("crashed") {
    claimed.end(experiment::Outcome::Crashed);
    CHECK(claimed.text(experiment::names::crash) == "1524936344\n");
    CHECK(claimed.experiment.events() == Events{"start 0_n_0/0", "crashed 0_n_0/0"});
  }
  SECTION("requeued") {
    claimed.end(experiment::Outcome::Requeued);
    CHECK_FALSE(claimed.has(experiment::names::start));
    CHECK(claimed.experiment.events() == Events{"start 0_n_0/0", "requeued 0_n_0/0"});
  }
  CHECK(claimed.ends_on_record() == 1);
}

TEST_CASE("an end that can't be recorded now is recorded as soon as it can, once") {
  Claimed claimed;
  claimed.begin();
  // A folder in the marker's place: it is taken away once the first try has come as far as the record.
  claimed.experiment.folder.make_folder(run.file(experiment::names::crash));
  posix::SpawnRequest request;
  request.argv = {
      "/bin/sh", "-c",
      "trap '' TERM; kill -TERM $PPID; for i in 1 2 3 4 5 6 7 8 9; do grep -q outcome .liftoff-run && break; "
      "sleep 1; done; rmdir .__crash"};
  request.environment = {"PATH=/usr/bin:/bin"};
  request.argv[2] = "cd '" + claimed.experiment.folder / run.relative() + "' && " + request.argv[2];
  const auto helper = std::get<Started>(claimed.here.starter.start(request));
  claimed.end(experiment::Outcome::Crashed);
  CHECK(test::status_of(helper.pid) == 0);
  CHECK(claimed.ends_on_record() == 1);
  CHECK(claimed.text(experiment::names::crash) == "1524936344\n");
  CHECK(claimed.experiment.events() == Events{"start 0_n_0/0", "crashed 0_n_0/0"});
  CHECK(claimed.here.keeper->stop == SIGTERM);  // it went on recording all the same
}

TEST_CASE("a run whose folder was removed has nobody left to tell") {
  Claimed claimed;
  claimed.begin();
  claimed.experiment.folder.remove(run.relative());
  claimed.end(experiment::Outcome::Crashed);
  CHECK_FALSE(claimed.has(experiment::names::crash));
}
