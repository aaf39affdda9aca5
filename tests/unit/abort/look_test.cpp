#include "abort/look.hpp"

#include <catch2/catch.hpp>
#include <csignal>

#include "posix/children.hpp"
#include "support.hpp"

using namespace liftoff;

TEST_CASE("processes are looked at once, however many experiments are") {
  posix::SpawnRequest request;
  request.argv = {"/bin/sh", "-c", "kill -STOP $$", "sh", "--timestamp", "7", "--ppid", "8"};
  request.environment = {"LIFTOFF_TOKEN=x"};
  const int child = posix::spawn(request).value();
  test::soon([&] { return posix::environment_of(child, "LIFTOFF_TOKEN") == "x"; });
  abort::Look look;
  const auto seen = look.processes().size();
  CHECK(look.variable(child, "LIFTOFF_TOKEN") == "x");
  CHECK_FALSE(look.variable(child, "ANOTHER"));
  REQUIRE(look.original(child));
  CHECK(look.original(child)->launch == experiment::OriginalLaunch{"7", "8"});
  posix::signal_child(child, SIGKILL);
  posix::reap_one(child);
  CHECK(look.processes().size() == seen);
  CHECK(look.variable(child, "LIFTOFF_TOKEN") == "x");
  CHECK(look.original(child));
  CHECK_FALSE(abort::Look().original(child));
}
