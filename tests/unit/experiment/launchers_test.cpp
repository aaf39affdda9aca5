#include "experiment/launchers.hpp"

#include <catch2/catch.hpp>

#include "experiment/cache_file.hpp"
#include "posix/clock.hpp"
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

TEST_CASE("launchers on one host share its slots, those on others have their own") {
  const auto launcher = [](const char* host, int slots) {
    LauncherInfo info;
    info.host.host = host;
    info.slots = slots;
    return info;
  };
  CHECK(slots_of({}) == 0);
  CHECK(slots_of({launcher("a", 4), launcher("b", 3), launcher("a", 2)}) == 7);
}

TEST_CASE("a launcher says how many runs it makes at once") {
  liftoff::test::TempDir folder;
  const auto fd = posix::open_folder(posix::here(), folder.path().c_str());
  const LauncherMark mark(fd.get(), 5);
  const auto launchers = live_launchers(fd.get());
  REQUIRE(launchers.size() == 1);
  CHECK(launchers[0].slots == 5);
}

TEST_CASE("who counts launchers again and again sees one that comes, and one that goes") {
  liftoff::test::TempDir folder;
  const auto fd = posix::open_folder(posix::here(), folder.path().c_str());
  LauncherCount count;
  CHECK(count.seen(fd.get()) == 0);
  folder.write(".liftoff-launchers/7", "");
  const auto settled = [&] {
    const auto changed = posix::info(fd.get(), ".liftoff-launchers").changed_ns;
    return count.seen(fd.get()) == 1 && is_settled(changed, posix::unix_nanoseconds());
  };
  REQUIRE(liftoff::test::soon(settled));
  CHECK(count.seen(fd.get()) == 1);
  folder.write(".liftoff-launchers/8", "");
  CHECK(count.seen(fd.get()) == 2);
  folder.remove(".liftoff-launchers/7");
  CHECK(count.seen(fd.get()) == 1);
}
