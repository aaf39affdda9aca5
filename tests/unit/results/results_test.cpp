#include <liftoff/results.hpp>

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace liftoff;
using test::TempDir;
using Texts = std::vector<std::string>;

namespace {

/// Two experiments: 100_a with runs of lr 0.1 and 0.2, the second crashed, and 200_b with one run.
struct Tree {
  TempDir dir;
  RunQuery query;
  std::vector<std::string> complaints;

  Tree() {
    query.results_dir = dir.path();
    run("100_a/0_lr_0_1", "lr: 0.1\n", ".__end");
    run("100_a/10_lr_0_2", "lr: 0.2\n", ".__crash");
    run("100_a/9_lr_0_1", "lr: 0.1\n", ".__end");
    run("200_b/0_x", "x: 1\n", ".__end");
  }
  void run(const std::string& path, const std::string& config, const std::string& marker) const {
    for (const auto& [name, text] : {std::pair<std::string, std::string>{"cfg.yaml", config},
                                     {".__leaf", ""},
                                     {".__start", "1\n"},
                                     {marker, "2\n"},
                                     {"s__1__m.csv", ""},
                                     {"s__12__m.csv", ""}})
      dir.write(path + "/" + name, text);
  }
  std::vector<RunResults> ask(const FileQuery& files = {}) {
    std::vector<RunResults> found;
    outcome = for_each_result(
        query, files, [&](const std::string& text) { complaints.push_back(text); },
        [&](const RunResults& run) {
          found.push_back({run.path.substr(dir.path().size()), run.experiment, run.timestamp, run.state, run.files});
        });
    return found;
  }
  Texts paths(const FileQuery& files = {}) {
    Texts texts;
    for (const auto& run : ask(files)) texts.push_back(run.path);
    return texts;
  }
  SelectionOutcome outcome;
};

}  // namespace

TEST_CASE_METHOD(Tree, "the newest experiment, or the oldest first, in the order of their numbers") {
  CHECK(paths() == Texts{"/200_b/0_x"});
  query.all = true;
  CHECK(paths() == Texts{"/100_a/0_lr_0_1", "/100_a/9_lr_0_1", "/100_a/10_lr_0_2", "/200_b/0_x"});
  CHECK(outcome.experiments == 2);
  query.timestamp = 100;
  query.name = "b";
  CHECK(paths().empty());
  CHECK(outcome.experiments == 0);
  query.name = "a";
  CHECK(paths().size() == 3);
  query.full_name = "100_a";
  CHECK(paths().size() == 3);
  CHECK(complaints.empty());
}

TEST_CASE_METHOD(Tree, "conditions, and what became of them") {
  query.name = "a";
  query.where = {"lr=0.1"};
  CHECK(paths() == Texts{"/100_a/0_lr_0_1", "/100_a/9_lr_0_1"});
  CHECK(outcome.runs == 3);
  CHECK(outcome.selected == 2);
  CHECK(outcome.known == std::vector<std::size_t>{3});
  query.where = {"lr=0.1", "depth=1"};
  CHECK(paths().empty());
  CHECK(outcome.known == std::vector<std::size_t>{3, 0});
  CHECK(outcome.keys == Texts{"lr"});
  query.where = {"lr!=0.1"};
  CHECK(paths() == Texts{"/100_a/10_lr_0_2"});
  query.where = {"lr"};
  CHECK_THROWS_AS(paths(), Error);
}

TEST_CASE_METHOD(Tree, "files and states of a run") {
  query.name = "a";
  const auto runs = ask();
  REQUIRE(runs.size() == 3);
  CHECK(runs[0].files == Texts{"cfg.yaml", "s__12__m.csv"});
  CHECK(runs[0].experiment == "a");
  CHECK(runs[0].timestamp == 100);
  CHECK(runs[0].state.empty());
  CHECK(ask({{}, false, true}).back().state == "crashed");
  CHECK(ask({{}, false, true}).front().state == "succeeded");
  CHECK(ask({Texts{"*.csv"}}).front().files == Texts{"s__12__m.csv"});
  CHECK(ask({Texts{"*"}, true}).front().files == Texts{"cfg.yaml"});
  CHECK(ask({Texts{}}).front().files.empty());
}

TEST_CASE_METHOD(Tree,
                 "a value that PyYAML reads as text matches in both readings, and differs only if it does in both") {
  run("300_c/0_x", "lr: 1e-3\n", ".__end");
  for (const auto& [condition, count] : {std::pair{"lr=0.001", 1u},
                                         {"lr='1e-3'", 1u},
                                         {"lr!=0.001", 0u},
                                         {"lr!='1e-3'", 0u},
                                         {"lr!=5", 1u},
                                         {"lr<1", 1u},
                                         {"lr>1", 0u}}) {
    query.where = {condition};
    CHECK((std::string(condition) + (paths().size() == count ? "" : " is wrong")) == condition);
  }
}

TEST_CASE_METHOD(Tree, "what can't be read is told, and what is not there is nothing") {
  dir.write("100_a/0_lr_0_1/cfg.yaml", "[");
  query.name = "a";
  query.where = {"lr>0"};
  CHECK(paths().size() == 2);
  REQUIRE(complaints.size() == 1);
  CHECK(outcome.complaints == 1);
  CHECK(complaints.front().find("0_lr_0_1/cfg.yaml") != std::string::npos);
  query.results_dir = dir.path() + "/nowhere";
  CHECK(paths().empty());
}
