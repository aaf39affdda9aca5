#include "keeper/keep_run.hpp"

#include "keeper/environment.hpp"
#include "keeper/kept_experiment.hpp"
#include "posix/children_of.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/lock.hpp"

using namespace liftoff;
using namespace liftoff::keeper;

namespace {

using Events = std::vector<std::string>;

LeftAlone left_in(const RunReport& report) {
  REQUIRE(std::holds_alternative<LeftAlone>(report.result));
  return std::get<LeftAlone>(report.result);
}

}  // namespace

TEST_CASE("a run is kept from its claim to its recorded end") {
  const test::KeptExperiment experiment("cat \"$LIFTOFF_CONFIG\"; echo oh >&2", 2, 2);
  test::KeepingHere here(experiment.open());
  const auto report = here.keep({1, 1});
  CHECK(report.order == RunOrder{1, 1});
  CHECK(test::end_in(report.result).outcome == experiment::Outcome::Succeeded);
  CHECK_FALSE(report.retires);
  const auto config = experiment.text("1_n_1/1/cfg.yaml");
  CHECK(config.starts_with("n: 1\ncommit: null\nrun_id: 1\n"));
  CHECK(experiment.text("1_n_1/1/out") == config);
  CHECK(experiment.text("1_n_1/1/err") == "oh\n");
  CHECK(experiment.has("1_n_1/1/.__end"));
  CHECK(experiment.events() == Events{"start 1_n_1/1", "succeeded 1_n_1/1"});
}

TEST_CASE("a run that ended well is left alone, one that crashed is tried again") {
  const test::KeptExperiment experiment("[ $LIFTOFF_ATTEMPT = 2 ]");
  test::KeepingHere here(experiment.open());
  CHECK(test::end_in(here.keep().result).outcome == experiment::Outcome::Crashed);
  const auto second = test::end_in(here.keep().result);
  CHECK(second.outcome == experiment::Outcome::Succeeded);
  CHECK(second.attempt == 2);
  CHECK(left_in(here.keep()) == LeftAlone::Succeeded);
}

TEST_CASE("a run that somebody else keeps is left alone") {
  const test::KeptExperiment experiment("exit 0");
  test::KeepingHere here(experiment.open());
  experiment.folder.write("0_n_0/0/.liftoff-run", "");
  const auto folder = posix::open_folder(posix::here(), (experiment.folder / "0_n_0/0").c_str());
  const auto record = posix::open_for_appending(folder.get(), ".liftoff-run");
  REQUIRE(posix::try_lock(record.get()) == posix::Lock::Held);
  CHECK(left_in(here.keep()) == LeftAlone::Busy);
  CHECK_FALSE(experiment.has("0_n_0/0/out"));
}

TEST_CASE("nothing of an aborted experiment is started") {
  const test::KeptExperiment experiment("exit 0");
  test::KeepingHere here(experiment.open());
  experiment.folder.write(experiment::names::abort, "");
  CHECK(left_in(here.keep()) == LeftAlone::Aborted);
  CHECK_FALSE(experiment.has("0_n_0"));
}

TEST_CASE("what the system refuses names the run") {
  const test::KeptExperiment experiment("exit 0");
  test::KeepingHere here(experiment.open());
  experiment.folder.write("0_n_0", "a file in the folder's place");
  const auto report = here.keep();
  REQUIRE(std::holds_alternative<Refused>(report.result));
  CHECK(std::get<Refused>(report.result).why == "0_n_0/0: cannot open the folder 0_n_0/0: Not a directory");
  CHECK(experiment.events().empty());
}

TEST_CASE("a run that the system refuses is in no keeper's hand") {
  const test::KeptExperiment experiment("exit 0");
  test::KeepingHere here(experiment.open());
  experiment.folder.make_folder("0_n_0/0/cfg.yaml/in the way");
  CHECK(std::holds_alternative<Refused>(here.keep().result));
  CHECK(experiment::runs_in_hand(here.opened.folder.get()).empty());
}

TEST_CASE("an order that the plan has no configuration for is refused") {
  const test::KeptExperiment experiment("exit 0");
  test::KeepingHere here(experiment.open());
  CHECK(std::holds_alternative<Refused>(here.keep({7, 0}).result));
}

TEST_CASE("a keeper that was told to stop takes no further order") {
  const test::KeptExperiment experiment("kill -TERM $PPID; sleep 100");
  test::KeepingHere here(experiment.open());
  const auto report = here.keep();
  CHECK(test::end_in(report.result).reason == experiment::Reason::Terminated);
  CHECK(report.retires);
}

TEST_CASE("a keeper whose run left children takes no further order") {
  const test::KeptExperiment experiment("sleep 100 > /dev/null 2>&1 &");
  auto context = experiment.context();
  context.keep_children = true;
  test::KeepingHere here(OpenContext::open(context));
  const auto report = here.keep();
  CHECK(test::end_in(report.result).outcome == experiment::Outcome::Succeeded);
  CHECK(report.retires);
  posix::end_processes(test::child_of(posix::self().pid), std::chrono::milliseconds(100));
  auto children = posix::Children::Some;
  CHECK(test::soon([&] { return !posix::reap(children) && children == posix::Children::None; }));
}

TEST_CASE("any starter can take the place of a new process") {
  struct Recording final : Starter {
    std::vector<posix::SpawnRequest> requests;
    std::variant<Started, NotStarted> start(const posix::SpawnRequest& request) override {
      requests.push_back(request);
      return NotStarted{"the interpreter is cold"};
    }
  };
  const test::KeptExperiment experiment("exit 0");
  test::KeepingHere here(experiment.open());
  Recording starter;
  Keeper keeper{here.opened, {2, "1"}, *here.signals, starter};
  const auto end = test::end_in(keep_run(keeper, {}).result);
  CHECK(end.reason == experiment::Reason::CannotStart);
  CHECK(end.detail == "the interpreter is cold");
  REQUIRE(starter.requests.size() == 1);
  CHECK(starter.requests[0].argv.at(0) == "/bin/sh");
  CHECK(has_variable(starter.requests[0].environment, "CUDA_VISIBLE_DEVICES"));
  CHECK(experiment.text("0_n_0/0/err") == "liftoff: cannot start the interpreter is cold\n");
}

namespace {

/// As where the system has no room for another process.
struct NoRoom : Starter {
  std::variant<Started, NotStarted> start(const posix::SpawnRequest&) override {
    return NotStarted{"/bin/sh: Resource temporarily unavailable", true};
  }
};

}  // namespace

TEST_CASE("a program that the system has no room for is no crash: its run waits") {
  const test::KeptExperiment experiment("exit 0");
  test::KeepingHere here(experiment.open());
  NoRoom none;
  Keeper keeper{here.opened, {}, *here.signals, none};
  const auto report = keep_run(keeper, {});
  REQUIRE(std::holds_alternative<Refused>(report.result));
  CHECK(std::get<Refused>(report.result).why ==
        "0_n_0/0: could not be started: /bin/sh: Resource temporarily unavailable");
  CHECK_FALSE(experiment.has("0_n_0/0/.__start"));
  CHECK_FALSE(experiment.has("0_n_0/0/.__crash"));
  CHECK(experiment.events() == Events{"start 0_n_0/0", "requeued 0_n_0/0"});
  CHECK(test::end_in(here.keep().result).outcome == experiment::Outcome::Succeeded);
}

TEST_CASE("what is called as outputs are is the program's own where it prints to a terminal") {
  const test::KeptExperiment experiment(
      "mkdir -p \"$LIFTOFF_RUN_DIR/out\"; [ -e \"$LIFTOFF_RUN_DIR/out/saved\" ] || "
      "{ : > \"$LIFTOFF_RUN_DIR/out/saved\"; exit 85; }");
  auto context = experiment.context();
  context.detached = false;
  test::KeepingHere here(OpenContext::open(context));
  CHECK(test::end_in(here.keep().result).outcome == experiment::Outcome::Requeued);
  CHECK(test::end_in(here.keep().result).outcome == experiment::Outcome::Succeeded);
  CHECK_FALSE(experiment.has("0_n_0/0/out.1"));
}
