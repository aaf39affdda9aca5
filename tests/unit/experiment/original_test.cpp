#include "experiment/original.hpp"

#include <catch2/catch.hpp>

#include "experiment/machine.hpp"
#include "experiment/run_folders.hpp"
#include "posix/folder.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::experiment;

namespace {

const OriginalLaunch launch{"1524936339", "77"};

struct OriginalTree {
  liftoff::test::TempDir folder;
  posix::Fd fd = posix::open_folder(posix::here(), folder.path().c_str());
  explicit OriginalTree(const std::vector<std::string>& runs) {
    for (const auto& run : runs) folder.write(RunRef(run).file(names::leaf), "");
  }
  Layout layout(int runs_no = 1) const { return layout_of_original(fd.get(), runs_no); }
  int repetitions() const { return repetitions_of_original(fd.get()); }
};

}  // namespace

TEST_CASE("programs of the original are known by their arguments") {
  const auto me = posix::self().pid;
  CHECK_FALSE(is_original_program(me, launch));
  CHECK_FALSE(is_original_program(0, launch));
  CHECK_FALSE(original_program_runs({"1524936339000", "77"}));
  CHECK_FALSE(Machine().runs_original({"1524936339000", "77"}, "1524936339_x"));

  const auto told = original_program({"python", "x.py", "--timestamp", "1524936339", "--ppid", "77"});
  REQUIRE(told);
  CHECK(told->launch == launch);
  CHECK(told->out_dir.empty());
  const auto by_id = original_program({"python", "x.py", "--id", "1524936339_77", "--out-dir", "r/1524936339_x/0_a/"});
  REQUIRE(by_id);
  CHECK(by_id->launch == launch);
  CHECK(by_id->out_dir == "r/1524936339_x/0_a/");
  CHECK_FALSE(original_program({"python", "x.py", "--timestamp", "1524936339"}));
  CHECK_FALSE(original_program({"python", "x.py", "--timestamp"}));
  CHECK_FALSE(original_program({"python", "x.py", "--id", "77"}));
}

TEST_CASE("a program of the original makes the run whose folder it was told") {
  CHECK(makes_run({launch, ""}, launch, "1524936339_x/0_a"));
  CHECK(makes_run({launch, "/r/1524936339_x/0_a/"}, launch, "1524936339_x/0_a"));
  CHECK(makes_run({launch, "1524936339_x/0_a"}, launch, "1524936339_x/0_a"));
  CHECK_FALSE(makes_run({launch, "/r/1524936339_x/0_a"}, launch, "1524936339_x/1_b"));
  CHECK_FALSE(makes_run({launch, "/r/21524936339_x/0_a"}, launch, "1524936339_x/0_a"));
  CHECK_FALSE(makes_run({launch, ""}, {"1524936339", "78"}, "1524936339_x/0_a"));
}

TEST_CASE("an experiment of the original says who launched it") {
  const OriginalTree tree({"0_a"});
  CHECK_FALSE(original_launch(tree.fd.get()));
  tree.folder.write(names::timestamp, "1524936339\n");
  CHECK_FALSE(original_launch(tree.fd.get()));
  tree.folder.write(names::ppid, "77\n");
  CHECK(original_launch(tree.fd.get()) == launch);
}

TEST_CASE("the layout of the original is told by its folders") {
  CHECK(OriginalTree({""}).layout() == Layout::Single);
  CHECK(OriginalTree({"0_a", "1_b"}).layout(3) == Layout::Flat);
  CHECK(OriginalTree({"0_a/0", "0_a/1"}).layout() == Layout::Nested);
  CHECK(OriginalTree({}).layout() == Layout::Flat);
  CHECK(OriginalTree({}).layout(3) == Layout::Nested);
  const OriginalTree begun({});
  begun.folder.make_folder("0_a");
  CHECK(begun.layout() == Layout::Nested);
}

TEST_CASE("repetitions of the original are counted by its folders") {
  CHECK(OriginalTree({}).repetitions() == 1);
  CHECK(OriginalTree({"0_a", "1_b"}).repetitions() == 1);
  CHECK(OriginalTree({"0_a/0", "0_a/1", "1_b/4"}).repetitions() == 5);
  CHECK(OriginalTree({"0_a/sub/7"}).repetitions() == 1);
}
