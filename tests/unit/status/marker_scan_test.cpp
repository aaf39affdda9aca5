#include "status/marker_scan.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <map>
#include <set>

#include "posix/folder.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::status;
using experiment::RunRef;
using Kind = UnsettledRun::Kind;

namespace {

struct Tree {
  test::TempDir dir;
  posix::Fd fd = posix::open_folder(posix::here(), dir.path().c_str());

  void run(const std::string& where, const std::map<std::string, std::string>& markers = {}) const {
    dir.write(where + "/.__leaf", "");
    for (const auto& [name, text] : markers) dir.write(where + "/" + name, text);
  }
};

}  // namespace

TEST_CASE_METHOD(Tree, "markers say what became of runs, however deep they lie") {
  run("0_a", {{".__start", "100\n"}, {".__end", "130\n"}});
  run("1_b/0", {{".__start", "100\n"}, {".__crash", "110\n"}});
  run("1_b/1", {{".__start", "100\n"}});
  run("2_c/sub/0", {{".__start", "140\n"}, {".__end", "150\n"}});
  run("2_c/sub/1");
  run("3_d", {{".__crash", "110\n"}, {".liftoff-run", ""}});  // its record tells more than the marker
  const auto walk = walk_tree(fd.get());
  CHECK(walk.problems.empty());
  CHECK(walk.tally.succeeded == 2);
  CHECK(walk.tally.run_seconds == Approx(40));
  const auto& unsettled = walk.tally.unsettled;
  REQUIRE(unsettled.size() == 4);
  CHECK(unsettled.at(RunRef("1_b/0")).kind == Kind::Crashed);
  CHECK(unsettled.at(RunRef("1_b/0")).ended == 110);
  CHECK(unsettled.at(RunRef("1_b/1")).kind == Kind::Open);
  CHECK(unsettled.at(RunRef("2_c/sub/1")).kind == Kind::Waiting);
  CHECK(unsettled.at(RunRef("3_d")).kind == Kind::Open);
  CHECK(walk.names == std::vector<std::string>{"0_a", "1_b", "2_c", "3_d"});
  std::set<std::string> folders;
  for (const auto& folder : walk.folders) folders.insert(folder.name);
  CHECK(folders == std::set<std::string>{"1_b", "2_c", "2_c/sub"});
}

TEST_CASE_METHOD(Tree, "unsettled runs are looked at again") {
  run("0_a/0", {{".__start", "100\n"}});
  run("0_a/1");
  auto tally = walk_tree(fd.get()).tally;
  CHECK_FALSE(refresh_unsettled(fd.get(), tally));
  dir.write("0_a/0/.__end", "105\n");
  dir.write("0_a/1/.__start", "101\n");
  CHECK(refresh_unsettled(fd.get(), tally));
  CHECK(tally.succeeded == 1);
  REQUIRE(tally.unsettled.size() == 1);
  CHECK(tally.unsettled.at(RunRef("0_a/1")).kind == Kind::Open);
}

TEST_CASE_METHOD(Tree, "the experiment's own run is looked at again") {
  dir.write(".__leaf", "");
  auto tally = walk_tree(fd.get()).tally;
  REQUIRE(tally.unsettled.contains(RunRef()));
  dir.write(".__start", "100\n");
  dir.write(".__end", "105\n");
  CHECK(refresh_unsettled(fd.get(), tally));
  CHECK(tally.succeeded == 1);
}

TEST_CASE_METHOD(Tree, "a folder in place of a leaf is no forbidden folder, whatever was forbidden before") {
  run("0_a/0");
  dir.make_folder("0_a/1/.__leaf");
  std::filesystem::permissions(dir / "0_a/0", std::filesystem::perms::none);
  std::optional<test::Unprivileged> unprivileged(dir);
  const auto walk = walk_tree(fd.get());
  unprivileged.reset();
  std::filesystem::permissions(dir / "0_a/0", std::filesystem::perms::owner_all);
  CHECK(walk.problems == std::vector<std::string>{"0_a/0: Permission denied"});
}
