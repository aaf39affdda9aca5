#include "experiment/run_facts.hpp"

#include <catch2/catch.hpp>

#include "experiment/layout.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/lock.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::experiment;

namespace {

std::string_view state_of(const posix::Fd& folder) {
  return name_of(judge(read_run_facts(folder.get()), posix::this_host(), posix::boot_time()));
}

}  // namespace

TEST_CASE("facts are read from a run folder") {
  liftoff::test::TempDir folder;
  const auto fd = posix::open_folder(posix::here(), folder.path().c_str());
  CHECK_FALSE(read_run_facts(fd.get()).leaf);
  CHECK(state_of(fd) == "waiting");

  folder.write(names::leaf, "");
  folder.write(names::start, "1524936339\n");
  folder.write(names::crash, "damaged\n");
  auto found = read_run_facts(fd.get());
  CHECK(found.leaf);
  CHECK(found.start == 1524936339);
  CHECK(found.crash == 0);
  CHECK_FALSE(found.end);
  CHECK_FALSE(found.locked);

  folder.remove(names::crash);
  folder.link(names::end, names::start);  // markers are files, not links
  CHECK_FALSE(read_run_facts(fd.get()).end);
  CHECK(state_of(fd) == "lost");

  AttemptStart start;
  start.keeper = {posix::this_host(), posix::self(), true};
  folder.write(names::record, to_line(start));
  auto record = posix::open_for_appending(fd.get(), names::record);
  REQUIRE(posix::try_lock(record.get()) == posix::Lock::Held);
  found = read_run_facts(fd.get());
  CHECK(found.locked);
  REQUIRE(found.record.last());
  CHECK(state_of(fd) == "running");
  record.reset();
  CHECK(read_run_facts(fd.get()).keeper_alive);
  CHECK(state_of(fd) == "lost");
}

TEST_CASE("a folder in place of a marker or a record is nothing to stumble over") {
  liftoff::test::TempDir folder;
  const auto fd = posix::open_folder(posix::here(), folder.path().c_str());
  for (const char* name : {names::start, names::end, names::crash, names::leaf, names::record})
    folder.make_folder(name);
  CHECK(state_of(fd) == "waiting");
}

TEST_CASE("a marker's time is its first line's") {
  const liftoff::test::TempDir folder;
  const auto fd = posix::open_folder(posix::here(), folder.path().c_str());
  CHECK_FALSE(marker_time(fd.get(), names::end));
  folder.write(names::end, "1524936339\nmore\n");
  CHECK(marker_time(fd.get(), names::end) == 1524936339);
  folder.write(names::end, "");
  CHECK(marker_time(fd.get(), names::end) == 0);
}
