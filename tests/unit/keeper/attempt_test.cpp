#include "keeper/attempt.hpp"

#include "keeper/kept_experiment.hpp"
#include "posix/children.hpp"
#include "posix/children_of.hpp"
#include "posix/file.hpp"
#include "posix/own_process.hpp"

using namespace liftoff;
using namespace liftoff::keeper;
using experiment::Outcome;
using experiment::Reason;

namespace {

/// An attempt of a shell script. `change`: what of the context is not as usual.
struct Trial {
  test::KeptExperiment experiment{""};
  test::KeepingHere here;

  explicit Trial(const std::function<void(KeeperContext&)>& change = [](KeeperContext&) {})
      : here([&] {
          auto context = experiment.context();
          change(context);
          return OpenContext::open(context);
        }()) {}

  Attempted run(const std::string& script) {
    posix::SpawnRequest request;
    request.argv = {"/bin/sh", "-c", script};
    request.environment = {"PATH=/usr/bin:/bin"};
    return run_attempt(*here.keeper, 1, request);
  }
};

}  // namespace

TEST_CASE("an attempt ends as its program does") {
  Trial trial;
  auto end = trial.run("exit 0").end;
  CHECK(end.outcome == Outcome::Succeeded);
  CHECK(end.reason == Reason::Exit);
  CHECK(end.exit_code == 0);
  CHECK_FALSE(end.signal);
  CHECK(end.wall > 0);
  CHECK(end.max_rss > 0);
  CHECK(end.ended > 0);

  end = trial.run("exit 7").end;
  CHECK(end.outcome == Outcome::Crashed);
  CHECK(end.exit_code == 7);

  end = trial.run("exit 85").end;
  CHECK(end.outcome == Outcome::Requeued);
  CHECK(end.reason == Reason::Exit);

  end = trial.run("kill -SEGV $$").end;
  CHECK(end.outcome == Outcome::Crashed);
  CHECK(end.reason == Reason::Signal);
  CHECK(end.signal == SIGSEGV);
  CHECK_FALSE(end.exit_code);
}

TEST_CASE("a program that is not there is an attempt that could not be started") {
  Trial trial;
  posix::SpawnRequest request;
  request.argv = {"/nowhere/job"};
  const auto fd = trial.experiment.open_folder();
  const auto err = posix::create_for_writing(fd.get(), "err");
  request.err = err.get();
  const auto end = run_attempt(*trial.here.keeper, 4, request).end;
  CHECK(end.attempt == 4);
  CHECK(end.outcome == Outcome::Crashed);
  CHECK(end.reason == Reason::CannotStart);
  CHECK(end.detail == "/nowhere/job: No such file or directory");
  CHECK(trial.experiment.text("err") == "liftoff: cannot start /nowhere/job: No such file or directory\n");
}

TEST_CASE("an attempt whose time is up is ended, whatever it says to TERM") {
  Trial trial([](KeeperContext& context) {
    context.timeout = std::chrono::milliseconds(50);
    context.grace = std::chrono::milliseconds(50);
  });
  const auto end = trial.run("trap '' TERM; while :; do sleep 100; done").end;
  CHECK(end.outcome == Outcome::Crashed);
  CHECK(end.reason == Reason::Timeout);
  CHECK(end.signal == SIGKILL);
  CHECK_FALSE(trial.here.keeper->stop);
}

TEST_CASE("a program that is told to end has its workers while it saves itself") {
  Trial trial([](KeeperContext& context) { context.grace = std::chrono::seconds(60); });
  // On TERM it asks its worker time and again; a worker that is gone leaves it waiting until it is killed.
  const auto end = trial
                       .run("cd " + trial.experiment.folder.path() +
                            " && mkfifo ask answer || exit 1\n"
                            "{ while read line < ask; do echo ok > answer; done; } &\n"
                            "trap 'for i in 1 2 3 4 5; do echo ask > ask; read line < answer; done; exit 7' TERM\n"
                            "kill -TERM $PPID; while :; do sleep 0.01; done")
                       .end;
  CHECK(end.exit_code == 7);
  CHECK(posix::own_children().empty());
}

TEST_CASE("what a program started is told to end when most of its grace is over") {
  Trial trial([](KeeperContext& context) { context.grace = std::chrono::seconds(6); });
  const auto end = trial
                       .run(
                           "sleep 100 & worker=$!; trap : TERM; kill -TERM $PPID\n"
                           "while kill -0 $worker 2> /dev/null; do wait $worker; done; exit 7")
                       .end;
  CHECK(end.exit_code == 7);
}

TEST_CASE("code 85 asks to be run again also where a keeper is told to stop, but not under an abort") {
  const std::string saves_itself = "trap 'exit 85' TERM; kill -TERM $PPID; while :; do sleep 0.01; done";
  Trial trial;
  CHECK(trial.run(saves_itself).end.outcome == Outcome::Requeued);
  trial.experiment.folder.write(experiment::names::abort, "{\"v\":1,\"grace\":60,\"at\":1}\n");
  const auto end = trial.run(saves_itself).end;
  CHECK(end.exit_code == 85);
  CHECK(end.outcome == Outcome::Crashed);
  CHECK(end.reason == Reason::Aborted);
}

TEST_CASE("USR1 and USR2 are for a program that catches them") {
  Trial trial;
  CHECK(trial.run("trap 'exit 7' USR1; kill -USR1 $PPID; while :; do sleep 0.01; done").end.exit_code == 7);
  CHECK(trial.run("trap 'exit 8' USR2; kill -USR2 $PPID; while :; do sleep 0.01; done").end.exit_code == 8);
  // It would die of the first one, if it got it.
  CHECK(
      trial.run("trap 'exit 9' USR2; kill -USR1 $PPID; kill -USR2 $PPID; while :; do sleep 0.01; done").end.exit_code ==
      9);
  CHECK_FALSE(trial.here.keeper->stop);
}

TEST_CASE("children that this process had before an attempt are none of it") {
  posix::SpawnRequest request;
  request.argv = {"/bin/sleep", "1000"};
  const int stranger = posix::spawn(request).value();
  Trial trial([](KeeperContext& context) { context.own_terminal = true; });
  CHECK(trial.run("sleep 100 & exit 0").end.outcome == Outcome::Succeeded);
  CHECK(posix::own_children() == std::vector<int>{stranger});
  CHECK_FALSE(posix::has_ended(stranger));
  posix::signal_child(stranger, SIGKILL);
  posix::reap_one(stranger);
}

TEST_CASE("a keeper that is told to stop ends its program and says so") {
  Trial trial;
  const auto end = trial.run("kill -TERM $PPID; sleep 100").end;
  CHECK(end.outcome == Outcome::Crashed);
  CHECK(end.reason == Reason::Terminated);
  CHECK(trial.here.keeper->stop == SIGTERM);
}

TEST_CASE("SIGQUIT leaves a program no time, whether it was told to stop before or not") {
  Trial trial([](KeeperContext& context) { context.grace = std::chrono::hours(1); });
  for (const std::string first : {"", "kill -TERM $PPID; "}) {
    const auto end = trial.run("trap '' TERM; " + first + "kill -QUIT $PPID; exec sleep 1000").end;
    CHECK(end.reason == Reason::Terminated);
    CHECK(end.signal == SIGKILL);
  }
}

TEST_CASE("under the mark of liftoff-abort a stop is an abort") {
  Trial trial;
  trial.experiment.folder.write(experiment::names::abort, "{\"v\":1,\"grace\":0.1,\"at\":1}\n");
  CHECK(trial.run("kill -TERM $PPID; sleep 100").end.reason == Reason::Aborted);
  CHECK(aborted_before_start(3).attempt == 3);
  CHECK(aborted_before_start(3).reason == Reason::Aborted);
  CHECK(aborted_before_start(3).outcome == Outcome::Crashed);
}

TEST_CASE("a closed terminal is nothing to a keeper without one") {
  Trial trial;
  CHECK(trial.run("kill -HUP $PPID; exit 0").end.outcome == Outcome::Succeeded);
  CHECK_FALSE(trial.here.keeper->stop);
}

TEST_CASE("Ctrl-C of a shared terminal is the program's to answer") {
  Trial trial([](KeeperContext& context) { context.own_terminal = true; });
  // Not from the terminal, but to the keeper alone: it passes the signal on.
  const auto end = trial.run("trap 'exit 5' INT; kill -INT $PPID; while :; do sleep 0.01; done").end;
  CHECK(end.reason == Reason::Exit);
  CHECK(end.exit_code == 5);
  CHECK(trial.here.keeper->stop == SIGINT);
}

TEST_CASE("what a program leaves behind is ended with it") {
  Trial trial;
  const auto attempted = trial.run("(setsid sleep 100 & sleep 100) & exit 0");
  CHECK(attempted.end.outcome == Outcome::Succeeded);
  CHECK_FALSE(attempted.children_left);
  CHECK(posix::find_processes(test::child_of(posix::own_pid())).empty());
}

TEST_CASE("what a program leaves behind can be spared") {
  Trial trial([](KeeperContext& context) { context.keep_children = true; });
  const auto attempted = trial.run("sleep 100 & exit 0");
  CHECK(attempted.end.outcome == Outcome::Succeeded);
  CHECK(attempted.children_left);
  const auto left = posix::end_processes(test::child_of(posix::own_pid()), std::chrono::milliseconds(100));
  CHECK(left.found == 1);
  auto children = posix::Children::Some;
  CHECK(test::soon([&] { return !posix::reap(children) && children == posix::Children::None; }));
}

TEST_CASE("an attempt counts the work of all that it waited for") {
  Trial trial;
  const auto end = trial.run("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done").end;
  CHECK(end.user + end.system > 0);
  CHECK(end.wall >= 0.5 * (end.user + end.system));
}
