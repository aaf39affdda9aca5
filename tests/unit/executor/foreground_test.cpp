#include "executor/foreground.hpp"

#include "keeper/kept_experiment.hpp"

using namespace liftoff;
using namespace liftoff::executor;
using namespace std::chrono_literals;

namespace {

/// An executor whose keeper is the test. Its program shares the test's streams, so that it prints nothing.
struct Foreground {
  test::KeptExperiment experiment;
  test::KeepingHere here;
  resources::SlotPool pool;
  ForegroundExecutor executor;

  explicit Foreground(const std::string& script)
      : experiment(script),
        here([&] {
          auto context = experiment.context();
          context.detached = false;
          context.own_terminal = true;
          return keeper::OpenContext::open(context);
        }()),
        pool(here.opened.folder.get(), 1, {}),
        executor(here.opened, pool, *here.signals) {}

  Happening wait(std::chrono::milliseconds limit = 20s) { return executor.wait(posix::monotonic_now() + limit, false); }
  experiment::AttemptEnd end() {
    const auto happening = wait();
    REQUIRE(std::holds_alternative<Finished>(happening));
    const auto& finished = std::get<Finished>(happening);
    CHECK(finished.order == keeper::RunOrder{});
    REQUIRE(finished.result);
    return test::end_in(*finished.result);
  }
};

}  // namespace

TEST_CASE("in the foreground the run is kept while it is waited for") {
  Foreground foreground("exit 3");
  CHECK(foreground.executor.active() == 0);
  REQUIRE(foreground.executor.start({}));
  CHECK(foreground.executor.active() == 1);
  CHECK_FALSE(foreground.experiment.has("0_n_0"));  // nothing has begun yet
  CHECK(foreground.end().exit_code == 3);
  CHECK(foreground.executor.active() == 0);
  CHECK_FALSE(foreground.experiment.has("0_n_0/0/out"));  // it had the terminal
}

TEST_CASE("a foreground run takes a slot and gives it back") {
  Foreground foreground("exit 0");
  auto others = foreground.pool.try_acquire();
  CHECK_FALSE(foreground.executor.start({}));
  CHECK(std::holds_alternative<DeadlineReached>(foreground.wait(10ms)));
  others.reset();
  CHECK(std::holds_alternative<Woken>(foreground.wait()));
  REQUIRE(foreground.executor.start({}));
  CHECK_FALSE(foreground.pool.try_acquire());
  foreground.executor.release_idle();
  CHECK_FALSE(foreground.pool.try_acquire());  // it is not idle
  CHECK(foreground.end().outcome == experiment::Outcome::Succeeded);
  foreground.executor.release_idle();
  CHECK(foreground.pool.try_acquire());
}

TEST_CASE("a Ctrl-C that the program survives does not end the launch") {
  Foreground foreground("trap 'exit 0' INT; kill -INT $PPID; while :; do sleep 0.01; done");
  REQUIRE(foreground.executor.start({}));
  CHECK(foreground.end().outcome == experiment::Outcome::Succeeded);
  CHECK(foreground.executor.active() == 0);
}

TEST_CASE("a Ctrl-C that ends the program ends the launch") {
  Foreground foreground("kill -INT $PPID; kill -INT $$");
  REQUIRE(foreground.executor.start({}));
  const auto happening = foreground.wait();
  REQUIRE(std::holds_alternative<Interrupted>(happening));
  CHECK(std::get<Interrupted>(happening).signal == SIGINT);
  CHECK(foreground.executor.active() == 1);  // the end is still to be told
  CHECK(foreground.end().signal == SIGINT);
  CHECK(foreground.executor.active() == 0);
}

TEST_CASE("a Ctrl-C on which the program saves itself for later ends the launch") {
  Foreground foreground("trap 'exit 85' INT; kill -INT $PPID; while :; do sleep 0.01; done");
  REQUIRE(foreground.executor.start({}));
  const auto happening = foreground.wait();
  REQUIRE(std::holds_alternative<Interrupted>(happening));
  CHECK(foreground.end().outcome == experiment::Outcome::Requeued);
}

TEST_CASE("a signal interrupts the wait for a slot") {
  Foreground foreground("exit 0");
  const auto others = foreground.pool.try_acquire();
  CHECK_FALSE(foreground.executor.start({}));
  ::raise(SIGTERM);
  const auto happening = foreground.wait();
  REQUIRE(std::holds_alternative<Interrupted>(happening));
  CHECK(std::get<Interrupted>(happening).signal == SIGTERM);
}
