#include "keeper/traces.hpp"

#include <catch2/catch.hpp>
#include <csignal>

#include "posix/folder.hpp"
#include "posix/own_process.hpp"
#include "posix/spawn.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::keeper;

namespace {

/// A process that bears a token; gone with the test.
struct Bearer {
  int pid = 0;
  explicit Bearer(const std::string& token, const std::string& folder = "") {
    posix::SpawnRequest request;
    request.argv = {"/bin/sleep", "1000"};
    request.environment = {std::string(token_variable) + "=" + token, std::string(folder_variable) + "=" + folder};
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

Trail attempt(const std::string& token, posix::ProcessId keeper = {}, posix::HostIdentity host = posix::this_host()) {
  Trail trail;
  trail.attempt.token = token;
  trail.attempt.keeper = {std::move(host), keeper, true};
  trail.owner = posix::effective_user();
  return trail;
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
  const auto here = [&](std::uint64_t start) {
    auto trail = attempt("", {keeper, start});
    trail.folder = posix::info_followed(".");
    return trail;
  };
  CHECK(traces_of({here(ticks)})(info));
  CHECK(traces_of({here(ticks - 1)})(info));
  CHECK_FALSE(traces_of({here(ticks + 1)})(info));               // it was there before the keeper was
  CHECK_FALSE(traces_of({attempt("", {keeper, ticks})})(info));  // another leader may have the number by now
  info.owner += 1;
  CHECK_FALSE(traces_of({here(ticks)})(info));
}

TEST_CASE("a keeper that waits to be reaped leads its session for certain") {
  posix::SpawnRequest request;
  request.argv = {"/bin/true"};
  const int keeper = posix::spawn(request).value();
  REQUIRE(test::soon([&] { return posix::process_info(keeper)->state == 'Z'; }));
  const auto ticks = posix::process_info(keeper)->id.start_ticks;
  const Bearer bearer("another");
  auto info = bearer.info();
  info.session = keeper;
  CHECK(traces_of({attempt("", {keeper, ticks})})(info));
  CHECK_FALSE(traces_of({attempt("", {keeper, ticks - 1})})(info));
  posix::reap_one(keeper);
}

TEST_CASE("a record of another user's proves nothing") {
  const Bearer bearer("00112233");
  auto forged = attempt("00112233", {1 << 22, 1});
  ++forged.owner;
  CHECK_FALSE(traces_of({forged})(bearer.info()));
  auto info = bearer.info();
  info.session = forged.attempt.keeper.process.pid;
  CHECK_FALSE(traces_of({forged})(info));
  CHECK(traces_of({forged, attempt("00112233")})(info));
}

TEST_CASE("who was told another run's folder belongs to that") {
  const test::TempDir mine, another;
  const auto folder = posix::open_folder(posix::here(), mine.path().c_str());
  auto trail = attempt("00112233");
  trail.folder = posix::info(folder.get());
  const Bearer here("00112233", mine.path()), there("00112233", another.path()), moved("00112233", "/nowhere/at/all");
  CHECK(traces_of({trail})(here.info()));
  CHECK_FALSE(traces_of({trail})(there.info()));
  CHECK(traces_of({trail})(moved.info()));
}

TEST_CASE("the programs among traces led their group in the session of their keeper") {
  const Bearer bearer("x");
  auto info = bearer.info();
  info.session = 4711;
  info.group = info.id.pid;
  CHECK(programs_of({attempt("x", {4711, 1})})(info));
  CHECK_FALSE(programs_of({attempt("x", {4712, 1})})(info));
  info.group = 4711;
  CHECK_FALSE(programs_of({attempt("x", {4711, 1})})(info));
}

TEST_CASE("a live leader's session proves nothing") {
  const Bearer leader("x"), bearer("another");
  auto info = bearer.info();
  info.session = leader.pid;
  CHECK_FALSE(traces_of({attempt("", {leader.pid, 1})})(info));
}
