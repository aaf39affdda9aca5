#include "experiment/experiments.hpp"

#include <catch2/catch.hpp>

#include "experiment/journal.hpp"
#include "experiment/layout.hpp"
#include "posix/file.hpp"
#include "posix/lock.hpp"
#include "support.hpp"

using namespace liftoff;

TEST_CASE("experiments are listed newest first, links and foreign things are passed over") {
  liftoff::test::TempDir results;
  for (const char* folder : {"1524936339_b", "1524936340_a", "1524936339_a_b", "notes", "12", "_x", "-5_x"}) results.make_folder(folder);
  results.make_folder("by_hand");
  results.write("by_hand/.__timestamp", "1524936000\n");
  results.write("99_file", "");
  results.link("latest", "1524936340_a");
  results.link("1524936341_out", "/");

  std::vector<std::string> names;
  for (const auto& experiment : list_experiments(results.path())) names.push_back(experiment.name);
  CHECK(names == std::vector<std::string>{"a", "a_b", "b", "by_hand"});
  const auto found = list_experiments(results.path(), {"b", std::nullopt});
  REQUIRE(found.size() == 1);
  CHECK(found[0].timestamp == 1524936339);
  CHECK(found[0].path == results.path() + "/1524936339_b");
  CHECK(list_experiments(results.path(), {std::nullopt, 1524936339}).size() == 2);
  CHECK(list_experiments(results.path() + "/nowhere").empty());
}

TEST_CASE("an experiment runs while a launcher or a keeper holds its lock") {
  liftoff::test::TempDir folder;
  const auto fd = posix::open_folder(posix::here(), folder.path().c_str());
  CHECK_FALSE(is_running(fd.get()));

  SECTION("a launcher") {
    folder.write(".liftoff-launchers/7", R"({"v":1,"host":"box","boot_id":"b","pid_ns":1,"pid":7,"start_ticks":9,"started":5.5})" "\n");
    CHECK(live_launchers(fd.get()).empty());
    const auto file = posix::open_for_appending(fd.get(), ".liftoff-launchers/7");
    REQUIRE(posix::try_lock(file.get()) == posix::Lock::Held);
    const auto launchers = live_launchers(fd.get());
    REQUIRE(launchers.size() == 1);
    CHECK(launchers[0].process == posix::ProcessId{7, 9});
    CHECK(launchers[0].host.host == "box");
    CHECK(launchers[0].started == 5.5);
    CHECK(is_running(fd.get()));
  }
  SECTION("a keeper, with and without a journal") {
    folder.write("0_a/1/.liftoff-run", "");
    const auto file = posix::open_for_appending(fd.get(), "0_a/1/.liftoff-run");
    REQUIRE(posix::try_lock(file.get()) == posix::Lock::Held);
    CHECK(is_running(fd.get()));
    folder.write(names::journal, std::string(journal_header) + "start\t5.000\t1\t-\t0_a/0\nstart\t5.000\t1\t-\t0_a/1\ncrashed\t6.000\t1\t1.000\t0_a/0\n");
    CHECK(unfinished_runs(fd.get()) == std::vector<std::string>{"0_a/1"});
    CHECK(is_running(fd.get()));
    posix::unlock(file.get());
    CHECK_FALSE(is_running(fd.get()));
  }
}
