#include "keeper/recording.hpp"

#include "keeper/kept_experiment.hpp"
#include "posix/lock.hpp"

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
    experiment::begin_attempt(claimed, start, "n: 0\n", true);
    record_start(*here.keeper, claimed, run, start);
  }
  std::string end(experiment::Outcome outcome) {
    experiment::AttemptEnd end;
    end.outcome = outcome;
    end.ended = 1524936344.5;
    const FolderContent content{start.started, [] { return "n: again\n"; }};
    return record_end_for_certain(*here.keeper, claimed, run, content, end);
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

TEST_CASE("a run whose folder was removed, moved or emptied has its record, markers and configuration again") {
  Claimed claimed;
  claimed.begin();
  const auto before = claimed.text(experiment::names::record);
  SECTION("removed") { claimed.experiment.folder.remove(run.relative()); }
  SECTION("removed with the folder above") { claimed.experiment.folder.remove("0_n_0"); }
  SECTION("moved") { std::filesystem::rename(claimed.experiment.folder / "0_n_0", claimed.experiment.folder / "old"); }
  SECTION("emptied") {
    claimed.experiment.folder.remove(run.relative());
    claimed.experiment.folder.make_folder(run.relative());
  }
  SECTION("copied: the record there has the lines, and is another file") {
    std::filesystem::copy(claimed.experiment.folder / "0_n_0", claimed.experiment.folder / "1_n_1",
                          std::filesystem::copy_options::recursive);
    claimed.experiment.folder.remove("0_n_0");
    std::filesystem::rename(claimed.experiment.folder / "1_n_1", claimed.experiment.folder / "0_n_0");
  }
  CHECK(claimed.end(experiment::Outcome::Succeeded).empty());
  CHECK(claimed.text(experiment::names::record).starts_with(before));
  CHECK(claimed.ends_on_record() == 1);
  CHECK(claimed.text(experiment::names::end) == "1524936344\n");
  CHECK(claimed.has(experiment::names::start));
  CHECK(claimed.has(experiment::names::leaf));
  CHECK(claimed.text(experiment::names::config).starts_with("n: "));
  CHECK(posix::is_locked(claimed.claimed.folder.get(), experiment::names::record));
}

TEST_CASE("of a run's files those are made again that are gone, and no others") {
  Claimed claimed;
  claimed.begin();
  claimed.experiment.folder.write(run.file(experiment::names::config), "the program's own\n");
  CHECK(claimed.end(experiment::Outcome::Succeeded).empty());
  CHECK(claimed.text(experiment::names::config) == "the program's own\n");
  CHECK_FALSE(claimed.claimed.restored);
}

TEST_CASE("an end that can never be recorded says what is in its way") {
  Claimed claimed;
  claimed.begin();
  auto& folder = claimed.experiment.folder;
  SECTION("the experiment is gone") {
    std::filesystem::remove_all(folder.path());
    CHECK(claimed.end(experiment::Outcome::Succeeded) == "the experiment's folder was removed");
  }
  SECTION("a link") {
    std::filesystem::rename(folder / run.relative(), folder / "elsewhere");
    std::filesystem::create_symlink("../elsewhere", folder / run.relative());
    CHECK(claimed.end(experiment::Outcome::Succeeded) == "a link or a file lies in the place of its folder");
  }
  SECTION("another keeper") {
    folder.remove(run.relative());
    const auto other = experiment::claim_run(claimed.here.opened.folder.get(), run, {});
    REQUIRE(std::holds_alternative<experiment::ClaimedRun>(other));
    CHECK(claimed.end(experiment::Outcome::Succeeded) == "another process keeps the run now");
  }
  SECTION("another run's record") {
    folder.remove(run.relative());
    folder.write(run.file(experiment::names::record), "another\n");
    CHECK(claimed.end(experiment::Outcome::Succeeded) == "its .liftoff-run is another run's");
  }
}
