#include "status/explain.hpp"

#include <catch2/catch.hpp>

#include "experiment/abort_mark.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::experiment;
using liftoff::status::Explanation;
using liftoff::status::RunView;

namespace {

const posix::HostIdentity box{"box", "boot-1", 4026531836};

/// One run of an experiment that is on disk, with a state that is given.
struct Explained {
  const test::Zone utc{"UTC0"};
  test::TempDir folder;
  std::string path = (folder.make_folder("1700000000_e/0_x/1"), folder / "1700000000_e");
  OpenExperiment experiment = OpenExperiment::open({1700000000, "e", "1700000000_e", path});
  RunView run;
  Machine machine{box, 1, 1700000500};

  /// The folder is not the usual one: what is advised leads there.
  const std::string place = "1700000000 --results-dir " + folder.path();
  const std::string resume = "'liftoff --resume --timestamp " + place + "' starts what is waiting, crashed or lost";

  Explained() {
    run.run = RunRef("0_x/1");
    run.path = path + "/0_x/1";
  }
  void attempt(std::optional<AttemptEnd> end) {
    AttemptStart start;
    start.keeper = {box, {77, 5}, true};
    start.token = "0123456789abcdef0123456789abcdef";
    start.gpu = "3";
    start.started = 1700000100.5;
    run.started = start.started;
    run.record.attempts.push_back({start, std::move(end)});
  }
  Explanation is(RunState state) {
    run.state = std::move(state);
    return status::explain(experiment, run, false, machine);
  }
};

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(Explained, "a waiting run is explained") {
  CHECK(is(Waiting{}).reasons == Lines{"it is waiting: it was never started",
                                       "no launcher of the experiment is alive, so nobody will start it"});
  CHECK(is(Waiting{}).remedies == Lines{resume});
  AttemptEnd requeued;
  requeued.ended = 1700000102.5;
  requeued.wall = 2;
  requeued.outcome = Outcome::Requeued;
  requeued.exit_code = 85;
  attempt(requeued);
  write_abort_mark(experiment.folder.get(), {});
  const auto told = is(Waiting{});
  CHECK(told.reasons == Lines{"it is waiting: its last attempt asked to be started again (exit code 85)",
                              "the experiment was aborted (.liftoff-abort is there): nothing of it is started",
                              "no launcher of the experiment is alive, so nobody will start it"});
  CHECK(told.attempts == Lines{"attempt 1: started 2023-11-14 22:15:00 on box, keeper 77, GPU 3; ended "
                               "2023-11-14 22:15:02 after 2.00s: exit code 85, requeued"});
}

TEST_CASE_METHOD(Explained, "a running run is explained") {
  attempt({});
  const auto here = is(Running{1700000100});
  CHECK(here.reasons == Lines{"it is running since 2023-11-14 22:15:00, kept by process 77"});
  CHECK(here.attempts == Lines{"attempt 1: started 2023-11-14 22:15:00 on box, keeper 77, GPU 3, no end recorded"});
  const auto elsewhere = is(Running{1700000100, false});
  CHECK(elsewhere.reasons == Lines{"it was started on box, which can't be asked from here: running there, "
                                   "unverified since 2023-11-14 22:15:00"});
  CHECK(elsewhere.remedies ==
        Lines{"if that host is gone for good: 'liftoff --resume --timestamp " + place + " --assume-dead box'"});
}

TEST_CASE_METHOD(Explained, "a run that has ended is explained") {
  CHECK(is(Succeeded{{}, 1700000110}).reasons ==
        Lines{"it succeeded at 2023-11-14 22:15:10; succeeded runs are never started again"});
  AttemptEnd end;
  end.outcome = Outcome::Crashed;
  end.exit_code = 3;
  attempt(end);
  folder.write("1700000000_e/0_x/1/err", "first\nNo space for the answer\n");
  const auto crashed = is(Crashed{1700000100, 1700000110});
  CHECK(crashed.reasons == Lines{"it crashed at 2023-11-14 22:15:10: exit code 3",
                                 "the last line of its output: No space for the answer"});
  CHECK(crashed.remedies == Lines{"its output is in " + run.path + "/err and " + run.path + "/out", resume});
}

TEST_CASE_METHOD(Explained, "a lost run is explained") {
  const auto lost = is(Lost{1700000100, "its keeper (process 77) is gone"});
  CHECK(lost.reasons == Lines{"it is lost: it was started at 2023-11-14 22:15:00 and never ended; its keeper "
                              "(process 77) is gone"});
  CHECK(lost.remedies == Lines{resume});
  run.problem = "Permission denied";
  CHECK(is(Waiting{}).reasons == Lines{"its folder can't be read: Permission denied"});
}
