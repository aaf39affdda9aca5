#include "experiment/launchers.hpp"

#include <catch2/catch.hpp>

#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/lock.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::experiment;

TEST_CASE("a launcher lives while it holds the lock of its file") {
  liftoff::test::TempDir folder;
  const auto fd = posix::open_folder(posix::here(), folder.path().c_str());
  CHECK(live_launchers(fd.get()).empty());
  folder.write(".liftoff-launchers/7",
               R"({"v":1,"host":"box","boot_id":"b","pid_ns":1,"pid":7,"start_ticks":9,"started":5.5})"
               "\n");
  CHECK(live_launchers(fd.get()).empty());
  const auto file = posix::open_for_appending(fd.get(), ".liftoff-launchers/7");
  REQUIRE(posix::try_lock(file.get()) == posix::Lock::Held);
  const auto launchers = live_launchers(fd.get());
  REQUIRE(launchers.size() == 1);
  CHECK(launchers[0].process == posix::ProcessId{7, 9});
  CHECK(launchers[0].host.host == "box");
  CHECK(launchers[0].started == 5.5);
}
