#include "posix/process.hpp"
#include "posix/children.hpp"
#include "posix/file.hpp"
#include "posix/own_process.hpp"
#include "posix/poll.hpp"
#include "posix/spawn.hpp"

#include <unistd.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>

#include "support.hpp"

using namespace liftoff::posix;
using namespace std::chrono_literals;

namespace {

/// A child that runs until it is ended; gone afterwards whatever the test did.
struct Child {
  int pid = 0;
  ProcessId id;
  explicit Child(std::vector<std::string> argv = {"/bin/sleep", "1000"}) {
    SpawnRequest request;
    request.argv = std::move(argv);
    request.environment = {"LIFTOFF_TEST=one two", "LIFTOFF_TEST_=3"};
    pid = spawn(request).value();
    id = process_info(pid).value().id;
  }
  ~Child() {
    if (pid != 0) end();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  Ended end() {
    signal_process(id, SIGKILL);
    return reap_one(std::exchange(pid, 0)).value();
  }
};

bool has_ended(const Fd& watched, std::chrono::milliseconds limit) {
  PollSet set;
  set.add(watched.get());
  return set.wait(monotonic_now() + limit);
}

}  // namespace

TEST_CASE("this process knows itself") {
  const auto me = self();
  CHECK(me.pid > 0);
  CHECK(me.start_ticks > 0);
  CHECK(is_alive(me));
  CHECK_FALSE(is_alive({me.pid, me.start_ticks + 1}));  // its number, another process
  CHECK_FALSE(is_alive({0, 0}));
  const auto info = process_info(me.pid);
  REQUIRE(info);
  CHECK(info->id == me);
  CHECK(info->parent > 0);
  CHECK(is_alive(self()));
  const auto all = all_processes();
  CHECK(std::find(all.begin(), all.end(), me.pid) != all.end());
  CHECK(info_followed(own_executable()).kind == FileKind::Regular);
}

TEST_CASE("this host is known by its boot and its pid namespace") {
  const auto& host = this_host();
  CHECK_FALSE(host.host.empty());
  CHECK(host.boot_id.size() == 36);
  CHECK(host.pid_namespace > 0);
  CHECK(boot_time() > 1'000'000'000);
}

TEST_CASE("a child is alive until it ends, also before it is reaped") {
  Child child;
  CHECK(is_alive(child.id));
  CHECK(process_info(child.pid)->parent == self().pid);
  const auto watched = watch(child.id);
  REQUIRE(watched);
  CHECK_FALSE(has_ended(watched, 0ms));
  REQUIRE(signal_process(child.id, SIGKILL));
  REQUIRE(has_ended(watched, 30s));
  CHECK_FALSE(is_alive(child.id));
  CHECK(process_info(child.pid)->state == 'Z');
  const auto id = child.id;
  CHECK(child.end().signal == SIGKILL);
  CHECK_FALSE(watch(id));
  CHECK_FALSE(process_info(id.pid));
}

TEST_CASE("a process of the same number is not the one that is meant") {
  const Child child;
  const ProcessId other{child.pid, child.id.start_ticks + 1};
  CHECK_FALSE(watch(other));
  CHECK_FALSE(signal_process(other, SIGKILL));
  CHECK(is_alive(child.id));
}

TEST_CASE("what a process was started with is read") {
  const Child child({"/bin/sleep", "1000", "0"});
  // The kernel shows it a moment after the start.
  REQUIRE(liftoff::test::soon([&] { return environment_of(child.pid, "LIFTOFF_TEST").has_value(); }));
  CHECK(environment_of(child.pid, "LIFTOFF_TEST") == "one two");
  CHECK(environment_of(child.pid, "LIFTOFF_TEST_") == "3");
  CHECK_FALSE(environment_of(child.pid, "LIFTOFF"));
  CHECK_FALSE(environment_of(child.pid, "TEST"));
  CHECK_FALSE(environment_of(0, "PATH"));
  CHECK(command_line(child.pid) == std::vector<std::string>{"/bin/sleep", "1000", "0"});
  CHECK_FALSE(command_line(0));
  CHECK(command_line(self().pid)->front().ends_with("liftoff-unit-tests"));
}

TEST_CASE("a process's open files are found") {
  liftoff::test::TempDir folder;
  folder.write("a", "");
  const auto fd = open_for_reading(here(), (folder.path() + "/a").c_str());
  CHECK(has_open(self().pid, fd.get()) == true);
  folder.write("b", "");
  auto other = open_for_reading(here(), (folder.path() + "/b").c_str());
  const auto child = fork_process();
  if (child == 0) {
    other.reset();
    for (;;) ::pause();
  }
  CHECK(liftoff::test::soon([&] { return has_open(*child, other.get()) == false; }));
  CHECK(has_open(*child, fd.get()) == true);
  // By its other name it is another file: a link may have been planted.
  std::filesystem::create_hard_link(folder / "a", folder / "c");
  const auto linked = open_for_reading(here(), (folder.path() + "/c").c_str());
  CHECK(has_open(*child, fd.get()) == true);
  CHECK(has_open(*child, linked.get()) == false);
  signal_child(*child, SIGKILL);
  reap_one(*child);
  CHECK_FALSE(has_open(0, fd.get()).has_value());
}
