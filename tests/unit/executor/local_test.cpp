#include "executor/local.hpp"

#include <sys/resource.h>
#include <sys/stat.h>

#include <map>

#include "keeper/kept_experiment.hpp"
#include "posix/file.hpp"
#include "posix/lock.hpp"
#include "posix/own_process.hpp"

using namespace liftoff;
using namespace liftoff::executor;
using namespace std::chrono_literals;

namespace {

posix::MonotonicTime in(std::chrono::milliseconds time) { return posix::monotonic_now() + time; }

/// An executor over real keepers. No wait takes longer than 20 s.
struct Local {
  test::KeptExperiment experiment;
  keeper::OpenContext opened;
  resources::SlotPool pool;
  sigset_t before{};
  std::optional<posix::SignalSource> signals;
  std::optional<LocalExecutor> executor;

  explicit Local(const std::string& script, int slots = 2, bool detached = true, int configurations = 9)
      : experiment(script, configurations),
        opened([&] {
          auto context = experiment.context();
          context.detached = detached;
          return keeper::OpenContext::open(context);
        }()),
        pool(opened.folder.get(), slots, {}) {
    ::sigprocmask(SIG_SETMASK, nullptr, &before);
    signals.emplace(std::initializer_list<int>{SIGCHLD, SIGTERM});
    executor.emplace(opened, pool, *signals, -1);
  }
  ~Local() {
    executor.reset();
    while (signals->take()) {}
    auto children = posix::Children::Some;
    test::soon([&] { return !posix::reap(children) && children == posix::Children::None; });
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
  }
  Local(const Local&) = delete;
  Local& operator=(const Local&) = delete;

  bool start(unsigned configuration) { return executor->start({configuration, 0}); }
  Happening wait(bool want_slot = false, std::chrono::milliseconds limit = 20s) {
    return executor->wait(in(limit), want_slot);
  }
  Finished finished() {
    const auto happening = wait();
    if (!std::holds_alternative<Finished>(happening)) FAIL("something else happens: " << happening.index());
    return std::get<Finished>(happening);
  }
  std::string run(unsigned configuration) const {
    const auto number = std::to_string(configuration);
    return number + "_n_" + number + "/0";
  }
  /// The keeper of a run that has started.
  posix::ProcessId keeper_of(unsigned configuration) const {
    const auto record = run(configuration) + "/" + experiment::names::record;
    if (!test::soon([&] { return !experiment::parse_run_record(experiment.text(record)).attempts.empty(); }))
      FAIL("the run does not start");
    return experiment::parse_run_record(experiment.text(record)).last()->start.keeper.process;
  }
  /// What scripts wait at until it is opened, for good.
  void gate() const { REQUIRE(::mkfifo((experiment.folder / "gate").c_str(), 0600) == 0); }
  posix::Fd open_gate() const { return posix::Fd{test::open_pipe(experiment.folder / "gate")}; }
};

constexpr const char* gated = ": < \"$LIFTOFF_RUN_DIR/../../gate\"";

}  // namespace

TEST_CASE("runs are started as far as there are slots, and each reports its end") {
  Local local("exit $LIFTOFF_CONFIG_ID");
  CHECK(local.start(0));
  CHECK(local.start(1));
  CHECK_FALSE(local.start(2));
  CHECK(local.executor->active() == 2);
  std::map<unsigned, int> codes;
  for (int n = 0; n < 2; ++n) {
    const auto finished = local.finished();
    REQUIRE(finished.result);
    codes[finished.order.configuration] = test::end_in(*finished.result).exit_code.value_or(-1);
  }
  CHECK(codes == std::map<unsigned, int>{{0, 0}, {1, 1}});
  CHECK(local.executor->active() == 0);
}

TEST_CASE("a keeper serves its slot run after run, until its slot is given back") {
  Local local("exit 0", 1);
  CHECK(local.start(0));
  local.finished();
  const auto first = local.keeper_of(0);
  CHECK(local.start(1));
  local.finished();
  CHECK(local.keeper_of(1) == first);
  CHECK_FALSE(local.pool.has_free());  // its keeper waits for the next order
  local.executor->release_idle();
  CHECK(test::soon([&] { return local.pool.has_free(); }));
  CHECK(local.start(2));
  local.finished();
  CHECK_FALSE(local.keeper_of(2) == first);
}

TEST_CASE("nothing happens until the deadline") {
  Local local(gated, 1);
  local.gate();
  CHECK(local.start(0));
  CHECK(std::holds_alternative<DeadlineReached>(local.wait(false, 10ms)));
  const auto gate = local.open_gate();
  CHECK(local.finished().result);
}

TEST_CASE("a run whose keeper was killed is lost, and others go on") {
  Local local(gated);
  local.gate();
  CHECK(local.start(0));
  CHECK(local.start(1));
  REQUIRE(posix::signal_process(local.keeper_of(0), SIGKILL));
  const auto lost = local.finished();
  CHECK(lost.order == keeper::RunOrder{0, 0});
  CHECK_FALSE(lost.result);
  CHECK(local.executor->active() == 1);
  const auto gate = local.open_gate();
  CHECK(test::end_in(*local.finished().result).outcome == experiment::Outcome::Succeeded);
}

TEST_CASE("an idle keeper that was killed is replaced") {
  Local local("exit 0", 1);
  CHECK(local.start(0));
  local.finished();
  REQUIRE(posix::signal_process(local.keeper_of(0), SIGKILL));
  CHECK(std::holds_alternative<DeadlineReached>(local.wait(false, 50ms)));  // nobody's run was lost
  CHECK(test::soon([&] { return local.pool.has_free(); }));
  CHECK(local.start(1));
  CHECK(test::end_in(*local.finished().result).outcome == experiment::Outcome::Succeeded);
}

TEST_CASE("a run that a keeper can't have heard of goes to another") {
  Local local("exit 0", 2);
  CHECK(local.start(0));
  local.finished();
  const auto keeper = local.keeper_of(0);
  REQUIRE(posix::signal_process(keeper, SIGKILL));
  REQUIRE(test::soon([&] { return !posix::is_alive(keeper); }));
  CHECK(local.start(1));
  const auto finished = local.finished();
  REQUIRE(finished.result);
  CHECK(test::end_in(*finished.result).outcome == experiment::Outcome::Succeeded);
}

TEST_CASE("a signal interrupts the wait") {
  Local local(gated, 1);
  local.gate();
  CHECK(local.start(0));
  ::raise(SIGTERM);
  const auto happening = local.wait();
  REQUIRE(std::holds_alternative<Interrupted>(happening));
  CHECK(std::get<Interrupted>(happening).signal == SIGTERM);
  const auto gate = local.open_gate();
  local.finished();
}

TEST_CASE("an interrupt is told before the ends that came with it") {
  Local local("exit 0", 1);
  CHECK(local.start(0));
  const auto keeper = local.keeper_of(0);
  REQUIRE(test::soon([&] { return local.experiment.has(local.run(0) + "/.__end"); }));
  REQUIRE(test::soon([&] { return posix::process_info(keeper.pid)->state == 'S'; }));  // it waits for another order
  ::raise(SIGTERM);
  CHECK(std::holds_alternative<Interrupted>(local.wait()));
  CHECK(test::end_in(*local.finished().result).outcome == experiment::Outcome::Succeeded);
}

TEST_CASE("runs that are stopped report how they ended") {
  Local local("sleep 100");
  CHECK(local.start(0));
  CHECK(local.start(1));
  for (const unsigned run : {0u, 1u})
    REQUIRE(test::soon([&] { return local.experiment.has(local.run(run) + "/.__start"); }));
  local.executor->stop(SIGTERM);
  for (int n = 0; n < 2; ++n) CHECK(test::end_in(*local.finished().result).reason == experiment::Reason::Terminated);
  CHECK(local.executor->active() == 0);
  CHECK(test::soon([&] { return local.pool.has_free(); }));  // keepers that were told to stop are gone
}

TEST_CASE("whoever waits for a slot wakes when others free one") {
  Local local("exit 0", 1);
  auto others = local.pool.try_acquire();
  REQUIRE(others);
  CHECK_FALSE(local.start(0));
  CHECK(std::holds_alternative<DeadlineReached>(local.wait(true, 10ms)));
  others.reset();
  CHECK(std::holds_alternative<Woken>(local.wait(true)));
  CHECK(local.start(0));
  local.finished();
}

TEST_CASE("keepers outlive an executor whose runs are detached") {
  Local local(gated, 1);
  local.gate();
  CHECK(local.start(0));
  const auto keeper = local.keeper_of(0);
  local.executor.reset();
  CHECK(posix::is_alive(keeper));
  const auto gate = local.open_gate();
  CHECK(test::soon([&] { return local.experiment.has("0_n_0/0/.__end"); }));
}

TEST_CASE("a detached keeper leads a session, one that is not stays in the launcher's") {
  const bool detached = GENERATE(true, false);
  Local local(gated, 1, detached);
  local.gate();
  CHECK(local.start(0));
  const auto keeper = local.keeper_of(0);
  const auto info = posix::process_info(keeper.pid), here = posix::process_info(posix::self().pid);
  REQUIRE(info);
  CHECK(info->session == (detached ? keeper.pid : here->session));
  const auto gate = local.open_gate();
  CHECK(local.finished().result);
  CHECK(local.experiment.has("0_n_0/0/out") == detached);
}

TEST_CASE("a keeper does not hold the launcher's lock") {
  Local local(gated, 1);
  local.gate();
  auto lock = posix::create_for_writing(local.opened.folder.get(), "lock");
  REQUIRE(posix::try_lock(lock.get()) == posix::Lock::Held);
  local.executor.emplace(local.opened, local.pool, *local.signals, lock.get());
  CHECK(local.start(0));
  local.keeper_of(0);
  CHECK(posix::is_locked(local.opened.folder.get(), "lock"));
  lock.reset();
  CHECK_FALSE(posix::is_locked(local.opened.folder.get(), "lock"));
  const auto gate = local.open_gate();
  local.finished();
}

TEST_CASE("a keeper that can't begin ends, and does not go on as a second launcher") {
  Local local("exit 0");
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  const auto before = limit.rlim_cur;
  limit.rlim_cur = 3;
  ::setrlimit(RLIMIT_NOFILE, &limit);  // which keepers take over
  local.executor.emplace(local.opened, local.pool, *local.signals, -1);
  const int launcher = ::getpid();
  const auto error = test::error_of([&] { local.start(0); });
  limit.rlim_cur = before;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  if (::getpid() != launcher) {
    local.experiment.folder.write("second", error);
    posix::exit_now(0);
  }
  CHECK_FALSE(local.finished().result);
  CHECK_FALSE(local.experiment.has("second"));
}
