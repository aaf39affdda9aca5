#include "report/launch_causes.hpp"

#include <sys/stat.h>
#include <catch2/catch.hpp>

#include "support.hpp"

using namespace liftoff;
using namespace liftoff::report;

namespace {

/// A run that crashed with exit code 3, in 100_x/0.
struct CrashedRun {
  test::TempDir dir;
  launch::LaunchBegan began;
  launch::RunEnded event;
  launch::RunDescription run{"", "", "", experiment::RunRef("0")};

  CrashedRun() {
    dir.make_folder("100_x");
    dir.make_folder("100_x/0");
    began.experiment.path = dir / "100_x";
    experiment::AttemptEnd end;
    end.outcome = experiment::Outcome::Crashed;
    end.exit_code = 3;
    event.end = end;
  }
  std::string cause() const { return LaunchCauses(began).of(event, run).value().text; }
};

}  // namespace

TEST_CASE_METHOD(CrashedRun, "why a run crashed is read from its folder") {
  CHECK(cause() == "exit code 3");
  dir.write("100_x/0/out", "Traceback (most recent call last):\n  x\nKeyError: 'lr'\n");
  CHECK(cause() == "KeyError: 'lr'");
  dir.write("100_x/0/err", "Traceback (most recent call last):\n  x\nValueError: 7\n");
  CHECK(cause() == "ValueError: 7");
}

TEST_CASE_METHOD(CrashedRun, "a cause is looked for in files alone, and nothing is waited for") {
  ::mkfifo((dir / "100_x/0/err").c_str(), 0600);
  dir.make_folder("100_x/0/out");
  CHECK(cause() == "exit code 3");
  run.run = experiment::RunRef("absent");
  CHECK(cause() == "exit code 3");
  began.experiment.path = dir / "nowhere";
  CHECK(cause() == "exit code 3");
}

TEST_CASE_METHOD(CrashedRun, "a huge file costs no more than its end") {
  dir.write("100_x/0/err", "x\n");
  std::filesystem::resize_file(dir / "100_x/0/err", std::uintmax_t{1} << 40);
  CHECK(cause() == "exit code 3");
}

TEST_CASE_METHOD(CrashedRun, "a file that a program in the foreground calls err is its own") {
  dir.write("100_x/0/err", "KeyError: 'lr'\n");
  began.detached = false;
  CHECK(cause() == "exit code 3");
}

TEST_CASE_METHOD(CrashedRun, "what succeeded or goes on later has no cause, what is lost has") {
  event.end->outcome = experiment::Outcome::Succeeded;
  CHECK_FALSE(LaunchCauses(began).of(event, run));
  event.end->outcome = experiment::Outcome::Requeued;
  CHECK_FALSE(LaunchCauses(began).of(event, run));
  event.end.reset();
  CHECK(LaunchCauses(began).of(event, run)->message == "lost: its keeper was killed");
}
