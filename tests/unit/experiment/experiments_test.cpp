#include "experiment/experiments.hpp"

#include <catch2/catch.hpp>

#include "experiment/journal.hpp"
#include "experiment/layout.hpp"
#include "posix/folder.hpp"
#include "posix/lock.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::experiment;

TEST_CASE("experiments are listed newest first, links and foreign things are passed over") {
  liftoff::test::TempDir results;
  for (const char* folder : {"1524936339_b", "1524936340_a", "1524936339_a_b", "notes", "12", "_x", "-5_x"})
    results.make_folder(folder);
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

TEST_CASE("the journal tells which runs have not ended") {
  liftoff::test::TempDir folder;
  const auto fd = posix::open_folder(posix::here(), folder.path().c_str());
  CHECK_FALSE(unfinished_runs(fd.get()));
  folder.write(names::journal,
               std::string(journal_header) +
                   "start\t5.000\t1\t-\t0_a/0\nstart\t5.000\t1\t-\t0_a/1\ncrashed\t6.000\t1\t1.000\t0_a/0\n");
  CHECK(unfinished_runs(fd.get()) == std::vector<std::string>{"0_a/1"});
}
