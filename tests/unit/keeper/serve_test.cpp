#include "keeper/serve.hpp"

#include <sys/stat.h>

#include "keeper/kept_experiment.hpp"
#include "posix/file.hpp"
#include "posix/own_process.hpp"
#include "posix/socket.hpp"

using namespace liftoff;
using namespace liftoff::keeper;

namespace {

/// A keeper in a process of its own, and the launcher's end of its socket.
struct Served {
  test::KeptExperiment experiment;
  posix::Fd socket;
  int pid = 0;
  bool waited = false;

  explicit Served(const std::string& script, int runs = 1) : experiment(script, 1, runs) {
    auto [ours, theirs] = posix::socket_pair();
    const auto opened = experiment.open();
    pid = posix::fork_process().value();
    if (pid == 0) {
      ours.reset();
      serve(opened, {1, std::nullopt}, theirs.get());
    }
    socket = std::move(ours);
  }
  ~Served() {
    if (waited) return;
    if (const auto process = posix::process_info(pid)) posix::signal_process(process->id, SIGKILL);
    posix::reap_one(pid);
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  void order(RunOrder order) const { REQUIRE(posix::send_record(socket.get(), to_record(order))); }
  std::optional<RunReport> report() const {
    posix::PollSet set;
    set.add(socket.get());
    if (!set.wait(posix::monotonic_now() + std::chrono::seconds(20))) FAIL("no report comes");
    std::string record;
    return posix::receive_record(socket.get(), record) == posix::Received::Record ? report_from(record) : std::nullopt;
  }
  int status() {
    waited = true;
    return test::status_of(pid);
  }
};

}  // namespace

TEST_CASE("a keeper serves one order after the other until its launcher is gone") {
  Served keeper("exit $LIFTOFF_RUN_ID", 2);
  keeper.order({0, 0});
  const auto first = keeper.report();
  REQUIRE(first);
  CHECK(first->order == RunOrder{0, 0});
  CHECK(test::end_in(first->result).exit_code == 0);
  keeper.order({0, 1});
  const auto second = keeper.report();
  REQUIRE(second);
  CHECK(second->order == RunOrder{0, 1});
  CHECK(test::end_in(second->result).exit_code == 1);
  CHECK_FALSE(second->retires);
  keeper.socket.reset();
  CHECK(keeper.status() == 0);
}

TEST_CASE("a keeper finishes its run when the launcher goes meanwhile") {
  Served keeper("exec 3< \"$LIFTOFF_RUN_DIR/../../gate\"; read x <&3");
  REQUIRE(::mkfifo((keeper.experiment.folder / "gate").c_str(), 0600) == 0);
  keeper.order({0, 0});
  REQUIRE(test::soon([&] { return keeper.experiment.has("0_n_0/0/.__start"); }));
  keeper.socket.reset();
  const posix::Fd gate{test::open_pipe(keeper.experiment.folder / "gate")};
  REQUIRE(posix::write_all(gate.get(), "go\n"));
  CHECK(keeper.status() == 0);
  CHECK(keeper.experiment.has("0_n_0/0/.__end"));
}

TEST_CASE("a keeper without a run goes when it is told to") {
  Served keeper("exit 0");
  const auto process = posix::process_info(keeper.pid);
  REQUIRE(process);
  keeper.order({0, 0});
  REQUIRE(keeper.report());
  REQUIRE(posix::signal_process(process->id, SIGTERM));
  CHECK(keeper.status() == 0);
}

TEST_CASE("a keeper that was told to stop reports its run and goes") {
  Served keeper("kill -TERM $PPID; sleep 100");
  keeper.order({0, 0});
  const auto report = keeper.report();
  REQUIRE(report);
  CHECK(report->retires);
  CHECK(test::end_in(report->result).reason == experiment::Reason::Terminated);
  CHECK(keeper.status() == 0);
}

TEST_CASE("a keeper goes when it is spoken to in another version") {
  Served keeper("exit 0");
  REQUIRE(posix::send_record(keeper.socket.get(), "{\"v\":2,\"configuration\":0,\"run_id\":0}\n"));
  CHECK(keeper.status() == 0);
  CHECK_FALSE(keeper.experiment.has("0_n_0"));
}
