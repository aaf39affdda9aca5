#include "results/run_walk.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <variant>

#include "metrics/run_metrics.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::results;
using test::TempDir;

namespace {

struct WalkedTree {
  TempDir dir;
  std::vector<std::string> complaints;
  Complaint complain = [this](const std::string& text) { complaints.push_back(text); };

  WalkedTree() {
    run("0_a", ".__start", "1\n");
    dir.write("100_x/.__timestamp", "100\n");
  }
  void run(const std::string& path, const std::string& marker, const std::string& text) const {
    dir.write("100_x/" + path + "/.__leaf", "");
    dir.write("100_x/" + path + "/cfg.yaml", "a: 1\n");
    dir.write("100_x/" + path + "/" + marker, text);
  }
  experiment::OpenExperiment open() const {
    return experiment::OpenExperiment::open({100, "x", "100_x", dir / "100_x"});
  }
  void walk(const std::function<void(const FoundRun&)>& use) { for_each_run(open(), false, complain, use); }
  /// Looks at the one run that there is.
  void look(const std::function<void(const FoundRun&)>& use) {
    int met = 0;
    walk([&](const FoundRun& run) {
      ++met;
      use(run);
    });
    REQUIRE(met == 1);
  }
  std::vector<std::string> runs() {
    std::vector<std::string> found;
    walk([&](const FoundRun& run) { found.emplace_back(run.run.text()); });
    return found;
  }
};

bool has(const FoundRun& run, const char* file) {
  const auto& files = run.listing().files;
  return std::find(files.begin(), files.end(), file) != files.end();
}

}  // namespace

TEST_CASE_METHOD(WalkedTree, "a run that ends while it is looked at is listed again") {
  look([&](const FoundRun& run) {
    CHECK_FALSE(has(run, "summary.json"));
    dir.write("100_x/0_a/summary.json", "{\"a\": 1}");
    dir.write("100_x/0_a/.__end", "2\n");
    CHECK(std::holds_alternative<experiment::Succeeded>(run.state()));
    CHECK(has(run, "summary.json"));
    CHECK(run.listing().end);
  });
}

TEST_CASE_METHOD(WalkedTree, "a version that was replaced while it is looked for is found") {
  dir.write("100_x/0_a/step__1__m.json", "{\"a\": 1}");
  look([&](const FoundRun& run) {
    dir.write("100_x/0_a/step__2__m.json", "{\"a\": 2}");
    std::filesystem::remove(dir / "100_x/0_a/step__1__m.json");
    metrics::MetricColumns columns;
    const auto values = metrics::run_metrics(run, experiment::Running{}, {{"m.json"}, false, {}}, columns, complain);
    REQUIRE(values.size() == 1);
    CHECK(values.front().second == 2);
    CHECK(complaints.empty());
  });
}

TEST_CASE_METHOD(WalkedTree, "links to files are files, links to folders are none") {
  std::filesystem::create_directories(dir / "100_x/0_a/folder");
  std::filesystem::create_symlink("folder", dir / "100_x/0_a/to_folder");
  std::filesystem::create_symlink("cfg.yaml", dir / "100_x/0_a/to_file");
  std::filesystem::create_symlink("nowhere", dir / "100_x/0_a/to_nothing");
  look([&](const FoundRun& run) {
    CHECK(has(run, "to_file"));
    CHECK(has(run, "to_nothing"));
    CHECK_FALSE(has(run, "to_folder"));
  });
}

TEST_CASE_METHOD(WalkedTree, "runs lie below runs only in folders that are numbers") {
  dir.write("100_x/.liftoff-plan-1.jsonl", "");
  run("0_a/1", ".__end", "2\n");
  run("0_a/checkpoints", ".__end", "2\n");
  run("1_b/0", ".__end", "2\n");
  run("1_b/10", ".__end", "2\n");
  run("1_b/9", ".__end", "2\n");
  CHECK(runs() == std::vector<std::string>{"0_a", "0_a/1", "1_b/0", "1_b/9", "1_b/10"});
}

TEST_CASE_METHOD(WalkedTree, "of a large file of lines the ends are read") {
  std::string rows = "step,loss\n";
  for (int i = 0; i < 600'000; ++i) rows += std::to_string(i) + ",0.5\n";
  dir.write("100_x/0_a/log.csv", rows);
  REQUIRE(rows.size() > 4'200'000);
  look([&](const FoundRun& run) {
    const auto ends = run.read_ends("log.csv");
    REQUIRE(ends);
    CHECK(ends->beginning.size() + ends->end.size() < 1'200'000);
    CHECK(ends->beginning.starts_with("step,loss\n0,0.5\n"));
    CHECK(ends->beginning.ends_with(",0.5\n"));
    CHECK(ends->end.ends_with("\n599999,0.5\n"));
    CHECK_FALSE(run.read_ends("nothing.csv"));
    CHECK(run.read("log.csv", 1 << 30, complain) == rows);
    CHECK_FALSE(run.read("log.csv", 1 << 20, complain));
  });
  REQUIRE(complaints.size() == 1);
  CHECK(complaints.front().find("too large") != std::string::npos);
}

TEST_CASE_METHOD(WalkedTree, "a folder that can't be read is complained about, the others are walked") {
  run("1_b", ".__end", "2\n");
  std::filesystem::permissions(dir / "100_x/0_a", std::filesystem::perms::none);
  std::optional<test::Unprivileged> unprivileged(dir);
  CHECK(runs() == std::vector<std::string>{"1_b"});
  unprivileged.reset();
  std::filesystem::permissions(dir / "100_x/0_a", std::filesystem::perms::owner_all);
  REQUIRE(complaints.size() == 1);
  CHECK(complaints.front() == dir / "100_x/0_a" + ": Permission denied");
}

TEST_CASE_METHOD(WalkedTree, "an experiment of a single run") {
  std::filesystem::remove_all(dir / "100_x/0_a");
  run("", ".__end", "2\n");
  look([&](const FoundRun& run) {
    CHECK(run.run.is_whole());
    CHECK(run.path() == dir / "100_x");
    REQUIRE(run.config(complain));
    CHECK(has(run, "cfg.yaml"));
  });
  CHECK(complaints.empty());
}
