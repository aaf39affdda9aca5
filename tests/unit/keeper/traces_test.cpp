#include "keeper/traces.hpp"

#include <catch2/catch.hpp>
#include <csignal>

#include "posix/spawn.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::keeper;

namespace {

/// A process that bears a token; gone with the test.
struct Bearer {
  int pid = 0;
  explicit Bearer(const std::string& token) {
    posix::SpawnRequest request;
    request.argv = {"/bin/sleep", "1000"};
    request.environment = {std::string(token_variable) + "=" + token};
    pid = posix::spawn(request).value();
    // The kernel shows it a moment after the start.
    if (!test::soon([&] { return posix::environment_of(pid, token_variable) == token; }))
      throw std::runtime_error("a child's environment can't be read");
  }
  ~Bearer() {
    posix::signal_process(info().id, SIGKILL);
    posix::reap_one(pid);
  }
  Bearer(const Bearer&) = delete;
  Bearer& operator=(const Bearer&) = delete;
  posix::ProcessInfo info() const { return posix::process_info(pid).value(); }
};

experiment::AttemptStart attempt(const std::string& token, posix::ProcessId keeper = {},
                                 posix::HostIdentity host = posix::this_host()) {
  experiment::AttemptStart start;
  start.token = token;
  start.keeper = {std::move(host), keeper, true};
  return start;
}

}  // namespace

TEST_CASE("who bears the token of an attempt belongs to it") {
  const Bearer bearer("00112233");
  CHECK(traces_of({attempt("00112233")})(bearer.info()));
  CHECK(traces_of({attempt("another"), attempt("00112233")})(bearer.info()));
  CHECK_FALSE(traces_of({attempt("0011223")})(bearer.info()));
  CHECK_FALSE(traces_of({attempt("")})(bearer.info()));
  CHECK_FALSE(traces_of({})(bearer.info()));
}

TEST_CASE("nothing on this machine belongs to attempts of others") {
  const Bearer bearer("00112233");
  auto host = posix::this_host();
  SECTION("another host") { host.host += "x"; }
  SECTION("before a restart") { host.boot_id += "x"; }
  SECTION("another pid namespace") { ++host.pid_namespace; }
  CHECK_FALSE(traces_of({attempt("00112233", {}, host)})(bearer.info()));
}

TEST_CASE("who is in the session of a dead keeper belongs to it, if it came later and is ours") {
  int keeper = 0;  // a number that no process has now
  {
    const Bearer gone("x");
    keeper = gone.pid;
  }
  REQUIRE_FALSE(posix::process_info(keeper));
  const Bearer bearer("another");
  auto info = bearer.info();
  info.session = keeper;
  const auto ticks = info.id.start_ticks;
  CHECK(traces_of({attempt("", {keeper, ticks})})(info));
  CHECK(traces_of({attempt("", {keeper, ticks - 1})})(info));
  CHECK_FALSE(traces_of({attempt("", {keeper, ticks + 1})})(info));  // it was there before the keeper was
  info.owner += 1;
  CHECK_FALSE(traces_of({attempt("", {keeper, ticks})})(info));
}

TEST_CASE("a live leader's session proves nothing") {
  const Bearer leader("x"), bearer("another");
  auto info = bearer.info();
  info.session = leader.pid;
  CHECK_FALSE(traces_of({attempt("", {leader.pid, 1})})(info));
}
