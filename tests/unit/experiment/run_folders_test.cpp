#include "experiment/run_folders.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <map>

#include "experiment/journal.hpp"
#include "experiment/open_experiment.hpp"
#include "experiment/plan.hpp"
#include "posix/folder.hpp"
#include "results/run_walk.hpp"
#include "status/marker_scan.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::experiment;
using Texts = std::vector<std::string>;

namespace {

Texts texts_of(const std::vector<RunRef>& runs) {
  Texts texts;
  for (const auto& run : runs) texts.emplace_back(run.text());
  return texts;
}

/// A results folder with the experiment 100_x, and what each of those who walk it makes of it.
struct DeepTree {
  test::TempDir dir;
  posix::Fd fd = open();

  posix::Fd open() const {
    dir.write("100_x/.__timestamp", "100\n");
    return posix::open_folder(posix::here(), (dir / "100_x").c_str());
  }
  void run(const std::string& where) const { dir.write("100_x/" + RunRef(where).file(names::leaf), ""); }
  /// As far as a walk asks: it is there.
  void plan() const { dir.write("100_x/.liftoff-plan-1.jsonl", ""); }

  Texts on_disk() const { return texts_of(runs_on_disk(fd.get())); }
  Texts in_results() const {
    Texts found;
    results::for_each_run(
        OpenExperiment::open({100, "x", "100_x", dir / "100_x"}), true,
        [&](const std::string& complaint) { found.push_back("complaint: " + complaint); },
        [&](const results::FoundRun& run) { found.emplace_back(run.run.text()); });
    return found;
  }
  Texts in_status() const {
    const auto walk = status::walk_tree(fd.get());
    Texts found;
    for (const auto& [run, unsettled] : walk.tally.unsettled) found.emplace_back(run.text());
    std::sort(found.begin(), found.end());
    return found;
  }
  /// The runs, where all agree on them.
  Texts runs() const {
    const auto found = on_disk();
    auto sorted = found;
    std::sort(sorted.begin(), sorted.end());
    CHECK(in_status() == sorted);
    CHECK(in_results() == found);
    return found;
  }
};

/// The folders that a walk over the disk lists.
Texts listed(const DeepTree& tree) {
  Texts found;
  walk_disk(tree.fd.get(), FolderOrder::Natural,
            {[](const RunRef&, int, std::string_view) {},
             [&](const RunRef& folder, std::int64_t modified_ns, Texts&&) {
               CHECK(modified_ns > 0);
               found.emplace_back(folder.text());
             },
             {}});
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE_METHOD(DeepTree, "an experiment whose own folder is a run has no other") {
  run("");
  run("0");
  run("0_a");
  CHECK(runs() == Texts{"."});
  CHECK(listed(*this).empty());
}

TEST_CASE_METHOD(DeepTree, "flat trees, in the order in which people count") {
  for (const char* where : {"10_a", "9_b", "0_c", "no number"}) run(where);
  CHECK(runs() == Texts{"0_c", "9_b", "10_a", "no number"});
  CHECK(listed(*this) == Texts{"."});  // run folders are not read
}

TEST_CASE_METHOD(DeepTree, "nested trees, in the order in which people count") {
  for (const char* where : {"10_a/0", "9_b/10", "9_b/9", "9_b/0"}) run(where);
  CHECK(runs() == Texts{"9_b/0", "9_b/9", "9_b/10", "10_a/0"});
  CHECK(listed(*this) == Texts{".", "10_a", "9_b"});
  plan();
  CHECK(runs() == Texts{"9_b/0", "9_b/9", "9_b/10", "10_a/0"});
  CHECK(listed(*this) == Texts{".", "10_a", "9_b"});
}

TEST_CASE_METHOD(DeepTree, "a plan has later repetitions below run 0, in folders that are numbers") {
  for (const char* where :
       {"0_a", "0_a/2", "0_a/10", "0_a/checkpoints", "0_a/checkpoints/1", "0_a/1b", "0_a/7/sub", "0_a/2/3", "1_b"})
    run(where);
  CHECK(runs() == Texts{"0_a", "1_b"});
  plan();
  CHECK(runs() == Texts{"0_a", "0_a/2", "0_a/10", "1_b"});
  CHECK(listed(*this) == Texts{".", "0_a", "1_b"});
}

TEST_CASE_METHOD(DeepTree, "runs lie down to the fourth level") {
  for (const char* where : {"0_x/sub/0", "1/2/3/4", "1/2/3/5/6"}) run(where);
  CHECK(runs() == Texts{"0_x/sub/0", "1/2/3/4"});
}

TEST_CASE_METHOD(DeepTree, "links, hidden folders and what is no leaf lead to no runs") {
  run("0_a/0");
  dir.write("outside/0/.__leaf", "");
  dir.link("100_x/1_link", "../outside");
  dir.link("100_x/0_a/1", "0");
  dir.write("100_x/.hidden/0/.__leaf", "");
  dir.make_folder("100_x/2_folder/.__leaf");
  dir.make_folder("100_x/3_link");
  dir.link("100_x/3_link/.__leaf", "../.__timestamp");
  dir.make_folder("100_x/4_empty");
  dir.write("100_x/5_file", "");
  CHECK(on_disk() == Texts{"0_a/0"});
  CHECK(in_status() == Texts{"0_a/0"});
  CHECK(configuration_folders(fd.get()) == Texts{"0_a", "2_folder", "3_link", "4_empty"});
}

TEST_CASE_METHOD(DeepTree, "folders that can't be read are told, the others are walked") {
  for (const char* where : {"0_a/0", "1_b/0", "2_c/0", "3_d"}) run(where);
  using std::filesystem::perms;
  const auto allow = [&](const char* folder, perms what) { std::filesystem::permissions(dir / folder, what); };
  allow("100_x/1_b", perms::none);
  allow("100_x/2_c/0", perms::owner_read | perms::group_read | perms::others_read);
  allow("100_x/3_d", perms::owner_read | perms::group_read | perms::others_read);
  Texts runs, problems;
  std::optional<test::Unprivileged> unprivileged(dir);
  walk_disk(
      fd.get(), FolderOrder::Natural,
      {[&](const RunRef& run, int, std::string_view) { runs.emplace_back(run.text()); },
       [&](const RunRef& folder, std::int64_t modified_ns, Texts&&) {
         CHECK((modified_ns > 0) == (folder != RunRef("1_b") && folder != RunRef("2_c/0") && folder != RunRef("3_d")));
       },
       [&](const RunRef& folder, posix::SystemError error) {
         CHECK(error == posix::SystemError{EACCES});
         problems.emplace_back(folder.text());
       }});
  unprivileged.reset();
  for (const char* folder : {"100_x/1_b", "100_x/2_c/0", "100_x/3_d"}) allow(folder, perms::owner_all);
  CHECK(runs == Texts{"0_a/0"});
  CHECK(problems == Texts{"1_b", "2_c/0", "3_d"});
}

TEST_CASE_METHOD(DeepTree, "where there is a plan it says what runs there are") {
  std::optional<PlanWriter> writer;
  PlanHeader header;
  header.runs_no = 2;
  writer.emplace(fd.get(), header);
  writer->add({"x_0", 0, "a", "0_a"}, "a: 1\n");
  writer->add({"x_1", 1, "b", "1_b"}, "a: 2\n");
  SECTION("nested") {
    REQUIRE(writer->publish(1, Layout::Nested));
    CHECK(texts_of(all_runs(fd.get())) == Texts{"0_a/0", "1_b/0", "0_a/1", "1_b/1"});
  }
  SECTION("flat, with repetitions below") {
    REQUIRE(writer->publish(1, Layout::Flat));
    run("9_not_planned");
    CHECK(texts_of(all_runs(fd.get())) == Texts{"0_a", "1_b", "0_a/1", "1_b/1"});
    const auto plan = Plan::open(fd.get());
    REQUIRE(plan);
    Texts planned;
    for_each_planned_run(*plan, [&](std::size_t configuration, int run_id, const RunRef& run) {
      planned.push_back(std::to_string(configuration) + " " + std::to_string(run_id) + " " + std::string(run.text()));
    });
    CHECK(planned == Texts{"0 0 0_a", "1 0 1_b", "0 1 0_a/1", "1 1 1_b/1"});
  }
  SECTION("none") {
    writer.reset();
    run("0_a");
    CHECK(texts_of(all_runs(fd.get())) == Texts{"0_a"});
  }
}

TEST_CASE("trees of the original") {
  const std::map<std::string, Texts> trees{
      {"1544442444_flat", {"0_depth_0", "1_depth_1", "2_depth_2"}},
      {"1544443444_default", {"."}},
      {"1544444444_lr_sweep",
       {"0_lr_0_1/0", "0_lr_0_1/1", "1_lr_0_01/0", "1_lr_0_01/1", "2_lr_0_001/0", "2_lr_0_001/1"}}};
  for (const auto& [name, runs] : trees) {
    INFO(name);
    const auto folder = posix::open_folder(posix::here(), test::tests_path("trees/original/" + name).c_str());
    REQUIRE(folder);
    CHECK(texts_of(runs_on_disk(folder.get())) == runs);
    CHECK(texts_of(all_runs(folder.get())) == runs);
  }
}
