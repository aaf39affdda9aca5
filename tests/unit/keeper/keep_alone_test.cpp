#include "keeper/keep_alone.hpp"

#include "keeper/kept_experiment.hpp"
#include "posix/capture.hpp"
#include "posix/own_process.hpp"

using namespace liftoff;
using namespace liftoff::keeper;

namespace {

constexpr const char* context_variable = "TEST_KEEP_ALONE";

/// What another process, which knows only the context's file and starts in the root folder, reports of a run.
RunReport kept_elsewhere(const test::KeptExperiment& experiment, const KeeperContext& context) {
  const auto folder = experiment.open_folder();
  write_context(context, folder.get(), "context");
  const test::Environment told(context_variable, experiment.folder / "context");
  const auto captured = posix::capture({posix::own_executable(), "[keep-alone]"}, std::chrono::seconds(20), "/");
  if (!captured) FAIL("the other process does not end");
  INFO(captured->out);
  REQUIRE(captured->status == 0);
  const auto report = report_from(experiment.text("report"));
  REQUIRE(report);
  return *report;
}

int status_of(RunResult result) { return exit_status({{}, std::move(result), false}); }

}  // namespace

TEST_CASE("in another process", "[.][keep-alone]") {
  const char* context = std::getenv(context_variable);
  REQUIRE(context);
  const auto report = keep_alone(context, {1, 0});
  std::ofstream(std::filesystem::path(context).parent_path() / "report") << to_record(report);
}

TEST_CASE("a context in a file is all that another process needs to keep a run") {
  const test::KeptExperiment experiment("pwd; echo \"$0 $PLACE $HOME\"; exit 3", 2);
  auto context = experiment.context();
  context.directory = experiment.folder.path();
  context.environment.emplace_back("PLACE=of the launch");
  const auto report = kept_elsewhere(experiment, context);
  CHECK(report.order == RunOrder{1, 0});
  const auto end = test::end_in(report.result);
  CHECK(end.outcome == experiment::Outcome::Crashed);
  CHECK(end.exit_code == 3);
  CHECK(experiment.text("1_n_1/0/out") == experiment.folder.path() + "\nsh of the launch \n");
  CHECK(experiment.text("1_n_1/0/cfg.yaml").starts_with("n: 1\n"));
  const auto record = experiment::parse_run_record(experiment.text("1_n_1/0/.liftoff-run"));
  REQUIRE(record.last());
  CHECK_FALSE(record.last()->start.keeper.process == posix::self());
  CHECK(experiment.has("1_n_1/0/.__crash"));
}

TEST_CASE("a context that leads nowhere is an error") {
  const test::KeptExperiment experiment("exit 0");
  const auto folder = experiment.open_folder();
  auto context = experiment.context();
  const auto error = [&](RunOrder order) {
    write_context(context, folder.get(), "context");
    return test::error_of([&] { keep_alone(experiment.folder / "context", order); });
  };
  CHECK(error({1, 0}) == experiment.folder.path() +
                             ": the experiment has no such run | configurations and runs are counted from 0, in the "
                             "order of the plan");
  CHECK(error({0, 1}) == error({1, 0}));
  context.experiment = "/nowhere";
  CHECK(error({}) == "cannot open the experiment /nowhere: No such file or directory");
  const test::TempDir empty;
  context.experiment = empty.path();
  CHECK(error({}) ==
        empty.path() + ": the experiment has no plan | only experiments that were launched with liftoff have one");
}

TEST_CASE("a report's exit status tells whether the run has ended well") {
  experiment::AttemptEnd end;
  CHECK(status_of(end) == 0);
  end.outcome = experiment::Outcome::Crashed;
  CHECK(status_of(end) == 1);
  end.outcome = experiment::Outcome::Requeued;
  CHECK(status_of(end) == 1);
  CHECK(status_of(LeftAlone::Succeeded) == 0);
  CHECK(status_of(LeftAlone::Busy) == 1);
  CHECK(status_of(LeftAlone::Aborted) == 1);
  CHECK(status_of(Refused{"the disk is full"}) == 3);
}
