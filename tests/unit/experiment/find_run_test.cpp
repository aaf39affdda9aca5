#include "experiment/find_run.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace liftoff;
using namespace liftoff::experiment;

namespace {

struct NamedRuns {
  test::TempDir dir;

  NamedRuns() {
    for (const char* run : {"200_x/0_a/0", "200_x/0_a/1", "200_x/1_b/0", "200_x/2_c/sub/0", "100_x/0_z", "50_one"})
      dir.write(std::string(run) + "/.__leaf", "");
  }
  std::string find(const std::string& text, const ExperimentFilter& filter = {}) const {
    const auto results = open_results(dir.path());
    std::string found;
    const auto error = test::error_of([&] {
      const auto location = find_run(results.get(), list_launched_first(dir.path(), filter), text);
      found = location.run.path(location.experiment.folder);
    });
    return found + error;
  }
};

}  // namespace

TEST_CASE_METHOD(NamedRuns, "a run is found by what people call it") {
  CHECK(find("0_a/1") == "200_x/0_a/1");
  CHECK(find("0/1") == "200_x/0_a/1");
  CHECK(find("a/1") == "200_x/0_a/1");
  CHECK(find("1_b") == "200_x/1_b/0");
  CHECK(find("1") == "200_x/1_b/0");
  CHECK(find("b") == "200_x/1_b/0");
  CHECK(find("2_c") == "200_x/2_c/sub/0");
  CHECK(find("2_c/sub/0") == "200_x/2_c/sub/0");
}

TEST_CASE_METHOD(NamedRuns, "a run of an experiment of one level, or of a single run, has all these names, too") {
  const auto of = [this](std::int64_t timestamp, const std::string& text) { return find(text, {{}, timestamp}); };
  for (const char* name : {"0_z", "0_z/0", "0", "0/0", "z", "z/0"}) CHECK(of(100, name) == "100_x/0_z");
  for (const char* name : {".", "one", "one/0"}) CHECK(of(50, name) == "50_one");
}

TEST_CASE_METHOD(NamedRuns, "a number means the number, and a title of digits only where there is no such number") {
  dir.write("300_y/0_1/0/.__leaf", "");
  CHECK(find("1/0") == "300_y/0_1/0");
  dir.write("300_y/1_b/0/.__leaf", "");
  CHECK(find("1/0") == "300_y/1_b/0");
}

TEST_CASE_METHOD(NamedRuns, "a name never reaches into an older experiment") {
  CHECK(find("0_z") == "there is no run '0_z' in 200_x | 100_x has one: add -t 100");
  CHECK(find("9_x") == "there is no run '9_x' in 200_x | 'liftoff-status --runs -t 200' lists its runs");
  CHECK(find("0_z", {"none", {}}) == "there is no run '0_z': there is no such experiment");
}

TEST_CASE_METHOD(NamedRuns, "a run made by hand does not stand in front of what was launched") {
  dir.write("900_hand/cfg.yaml", "x: 1\n");
  CHECK(find("0_a/1") == "200_x/0_a/1");
  CHECK(find("hand", {{}, 900}) == "900_hand");
}

TEST_CASE_METHOD(NamedRuns, "a run is found by its path") {
  CHECK(find(dir / "200_x/0_a/1") == "200_x/0_a/1");
  CHECK(find(dir / "100_x/0_z/") == "100_x/0_z");
  CHECK(find(dir / "50_one") == "50_one");
}

TEST_CASE_METHOD(NamedRuns, "what names no run, or several, is refused") {
  CHECK(find("0_a") == "'0_a' names 2 runs of 200_x | say which: '0_a/0', '0_a/1'");
  for (const char* text : {"", "9_x", "0_a/7", "/0", "200_x"}) {
    INFO(text);
    CHECK(find(text).find("there is no run '") == 0);
  }
}
