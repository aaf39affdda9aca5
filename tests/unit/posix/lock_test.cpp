#include "posix/lock.hpp"
#include "posix/capture.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/own_process.hpp"
#include "posix/poll.hpp"
#include "posix/process.hpp"
#include "posix/socket.hpp"
#include "posix/spawn.hpp"

#include <catch2/catch.hpp>

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
  auto first = file.open(), second = file.open();
  REQUIRE(try_lock(first.get()) == Lock::Held);
  CHECK(try_lock(first.get()) == Lock::Held);
  CHECK(try_lock(second.get()) == Lock::Busy);
  CHECK(is_locked(file.dir.get(), "lock"));
  CHECK(is_locked(second.get()));
  first.reset();
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
  auto turn = wait_for_folder_lock(file.dir.get());
  REQUIRE(turn);
  const auto [here, there] = socket_pair();
  const int child = fork_process().value();
  if (child == 0) {
    turn.reset();  // the copy of this process
    send_record(there.get(), "asks");
    exit_now(wait_for_folder_lock(file.dir.get()) ? 0 : 1);
  }
  PollSet asks;
  asks.add(here.get());
  REQUIRE(asks.wait(monotonic_now() + 30s));
  // From here on the child sleeps only for the lock: it is seen asleep, or, where nobody made it wait, ended.
  char state = 'R';
  const auto rests = [&] { return (state = process_info(child).value().state) == 'S' || state == 'Z'; };
  CHECK(liftoff::test::soon(rests));
  CHECK(state == 'S');
  turn.reset();
  CHECK(reap_one(child).value().exit_code == 0);
}
