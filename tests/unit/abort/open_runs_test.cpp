#include "abort/open_runs.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "abort/record_aborted.hpp"
#include "experiment/abort_mark.hpp"
#include "experiment/journal.hpp"
#include "experiment/run_facts.hpp"
#include "experiment/run_folder.hpp"
#include "posix/clock.hpp"
#include "posix/folder.hpp"
#include "posix/lock.hpp"
#include "support.hpp"

using namespace liftoff;
using experiment::RunRef;

namespace {

/// An experiment with runs as keepers leave them: each was started and has not ended.
struct Tree {
  test::TempDir dir;
  posix::Fd fd = posix::open_folder(posix::here(), dir.path().c_str());

  experiment::ClaimedRun start(const RunRef& ref, posix::ProcessId keeper = posix::self()) const {
    auto run = std::get<experiment::ClaimedRun>(experiment::claim_run(fd.get(), ref, {}));
    experiment::AttemptStart attempt;
    attempt.attempt = run.attempt;
    attempt.keeper = {posix::this_host(), keeper, run.locks};
    attempt.started = posix::unix_time();
    REQUIRE(experiment::begin_attempt(run, attempt, "x: 1\n", true));
    experiment::mark_started(run, attempt.started);
    return run;
  }
  void start_lost(const RunRef& ref) const { start(ref, {posix::self().pid, 1}); }
  std::vector<abort::OpenRun> open() const {
    abort::Blind blind;
    auto runs = abort::open_runs(fd.get(), blind);
    CHECK(blind.empty());
    std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.run < b.run; });
    return runs;
  }
  std::string_view state(const RunRef& run) const {
    const auto folder = experiment::open_run_folder(fd.get(), run);
    return name_of(judge(experiment::read_run_facts(folder.get()), posix::this_host(), posix::boot_time()));
  }
};

}  // namespace

TEST_CASE_METHOD(Tree, "runs that were started and have not ended are open, however deep they lie") {
  const auto kept = start(RunRef("0_a/0"));
  start_lost(RunRef("0_a/1"));
  start_lost(RunRef("1_x/sub/0"));
  auto ended = start(RunRef("2_b/0"));
  experiment::record_end(ended, {});
  dir.write("3_c/0/.__leaf", "");
  const auto runs = open();
  REQUIRE(runs.size() == 3);
  CHECK(runs[0].run == RunRef("0_a/0"));
  CHECK(runs[0].locked);
  CHECK(runs[0].holder == abort::Holder::Proven);
  CHECK(runs[1].run == RunRef("0_a/1"));
  CHECK_FALSE(runs[1].locked);
  CHECK(runs[1].holder == abort::Holder::Nobody);
  CHECK(runs[2].run == RunRef("1_x/sub/0"));
}

TEST_CASE_METHOD(Tree, "the journal tells which runs to look at") {
  start_lost(RunRef("0_a"));
  start_lost(RunRef("1_b"));
  dir.write(".liftoff-journal", std::string(experiment::journal_header) + "start\t5.000\t1\t-\t1_b\n");
  const auto runs = open();
  REQUIRE(runs.size() == 1);
  CHECK(runs.front().run == RunRef("1_b"));
}

TEST_CASE_METHOD(Tree, "the run of an experiment that is one run is open") {
  start_lost(RunRef());
  REQUIRE(open().size() == 1);
  CHECK(open().front().run.is_whole());
  dir.write(".liftoff-journal", std::string(experiment::journal_header) + "start\t5.000\t1\t-\t.\n");
  REQUIRE(open().size() == 1);
  CHECK(open().front().run.is_whole());
}

TEST_CASE_METHOD(Tree, "a lost run is recorded as aborted, and said so in the journal") {
  start_lost(RunRef());
  dir.write(".liftoff-journal", std::string(experiment::journal_header) + "start\t5.000\t1\t-\t.\n");
  CHECK(state(RunRef()) == "lost");
  REQUIRE(open().size() == 1);
  CHECK(abort::record_aborted(fd.get(), open().front()));
  CHECK(state(RunRef()) == "crashed");
  CHECK(test::slurp(dir / ".liftoff-journal").ends_with("\t.\n"));
  CHECK(open().empty());
}

TEST_CASE_METHOD(Tree, "a run that somebody keeps is not recorded") {
  const auto kept = start(RunRef("0_a"));
  REQUIRE(open().size() == 1);
  CHECK_FALSE(abort::record_aborted(fd.get(), open().front()));
  CHECK(state(RunRef("0_a")) == "running");
}

TEST_CASE_METHOD(Tree, "the mark of an abort says how long programs are given") {
  CHECK(abort::leave_mark(fd.get(), std::chrono::milliseconds(2500)).empty());
  const auto mark = experiment::read_abort_mark(fd.get());
  REQUIRE(mark);
  CHECK(mark->grace == std::chrono::milliseconds(2500));
}
