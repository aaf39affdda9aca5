#include "posix/lock.hpp"

#include <catch2/catch.hpp>

#include "posix/file.hpp"
#include "posix/library.hpp"
#include "support.hpp"

using namespace liftoff::posix;
using namespace std::chrono_literals;

namespace {

struct LockFile {
  liftoff::test::TempDir folder;
  Fd dir = open_folder(here(), folder.path().c_str());
  Fd open() const { return open_for_appending(dir.get(), "lock", true); }
};

std::string name_of(Lock lock) { return lock == Lock::Held ? "held" : lock == Lock::Busy ? "busy" : "unsupported"; }

}  // namespace

TEST_CASE("a lock has one holder") {
  const LockFile file;
  CHECK_FALSE(is_locked(file.dir.get(), "lock"));
  const auto first = file.open(), second = file.open();
  REQUIRE(try_lock(first.get()) == Lock::Held);
  CHECK(try_lock(first.get()) == Lock::Held);
  CHECK(try_lock(second.get()) == Lock::Busy);
  CHECK(is_locked(file.dir.get(), "lock"));
  CHECK(is_locked(second.get()));
  unlock(first.get());
  CHECK_FALSE(is_locked(file.dir.get(), "lock"));
  CHECK(try_lock(second.get()) == Lock::Held);
}

TEST_CASE("asking for a lock and closing another descriptor takes nothing away") {
  const LockFile file;
  const auto holder = file.open();
  REQUIRE(try_lock(holder.get()) == Lock::Held);
  {
    const auto other = file.open();
    is_locked(other.get());
  }
  { const auto reader = open_for_reading(file.dir.get(), "lock"); }
  CHECK(is_locked(file.dir.get(), "lock"));
}

TEST_CASE("a lock is let go with its descriptor, and seen from other processes") {
  const LockFile file;
  {
    const auto holder = file.open();
    REQUIRE(try_lock(holder.get()) == Lock::Held);
    CHECK(in_child([&] { return name_of(try_lock(file.open().get())); }, 30s) == "busy");
    CHECK(is_locked(file.dir.get(), "lock"));
  }
  CHECK_FALSE(is_locked(file.dir.get(), "lock"));
  CHECK(in_child([&] { return name_of(try_lock(file.open().get())); }, 30s) == "held");
  CHECK_FALSE(is_locked(file.dir.get(), "lock"));  // it went with the process
}

TEST_CASE("an inherited lock is held until its last holder goes") {
  const LockFile file;
  auto holder = file.open();
  REQUIRE(try_lock(holder.get()) == Lock::Held);
  const auto seen = in_child(
      [&] {
        const auto asked = file.open();
        const bool before = is_locked(asked.get());
        holder.reset();  // this process's copy
        return std::string(before && is_locked(asked.get()) ? "still held" : "gone");
      },
      30s);
  CHECK(seen == "still held");
  CHECK(is_locked(file.dir.get(), "lock"));
}

TEST_CASE("links are not followed to a lock") {
  const LockFile file;
  const auto holder = file.open();
  REQUIRE(try_lock(holder.get()) == Lock::Held);
  file.folder.link("link", "lock");
  CHECK_FALSE(is_locked(file.dir.get(), "link"));
  CHECK_FALSE(is_locked(file.dir.get(), "absent"));
}

TEST_CASE("one at a time has a turn with a folder") {
  const LockFile file;
  {
    const auto turn = wait_for_folder_lock(file.dir.get());
    REQUIRE(turn);
    const auto waited = in_child(
        [&] {
          wait_for_folder_lock(file.dir.get());
          return std::string("had a turn");
        },
        50ms);
    CHECK_FALSE(waited);
  }
  CHECK(in_child([&] { return std::string(wait_for_folder_lock(file.dir.get()) ? "had a turn" : ""); }, 30s) ==
        "had a turn");
}
