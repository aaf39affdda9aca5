#include "experiment/find_run.hpp"

#include <catch2/catch.hpp>

#include "support.hpp"

using namespace liftoff;
using namespace liftoff::experiment;

namespace {

struct Tree {
  test::TempDir dir;

  Tree() {
    for (const char* run : {"200_x/0_a/0", "200_x/0_a/1", "200_x/1_b/0", "200_x/2_c/sub/0", "100_x/0_z", "50_one"})
      dir.write(std::string(run) + "/.__leaf", "");
  }
  std::string find(const std::string& text) const {
    const auto results = open_results(dir.path());
    std::string found;
    const auto error = test::error_of([&] {
      const auto location = find_run(results.get(), list_experiments(dir.path()), text);
      found = location.run.path(location.experiment.folder);
    });
    return found + error;
  }
};

}  // namespace

TEST_CASE_METHOD(Tree, "a run is found by what people call it") {
  CHECK(find("0_a/1") == "200_x/0_a/1");
  CHECK(find("0/1") == "200_x/0_a/1");
  CHECK(find("1_b") == "200_x/1_b/0");
  CHECK(find("1") == "200_x/1_b/0");
  CHECK(find("2_c") == "200_x/2_c/sub/0");
  CHECK(find("2_c/sub/0") == "200_x/2_c/sub/0");
  CHECK(find("0_z") == "100_x/0_z");
  CHECK(find("0_z/0") == "100_x/0_z");
  CHECK(find(".") == "50_one");
}

TEST_CASE_METHOD(Tree, "a run is found by its path") {
  CHECK(find(dir / "200_x/0_a/1") == "200_x/0_a/1");
  CHECK(find(dir / "100_x/0_z/") == "100_x/0_z");
  CHECK(find(dir / "50_one") == "50_one");
}

TEST_CASE_METHOD(Tree, "what names no run, or several, is refused") {
  CHECK(find("0_a") == "'0_a' names 2 runs of 200_x | say which: '0_a/0', '0_a/1'");
  for (const char* text : {"", "9_x", "0_a/7", "a", "/0", "200_x"}) {
    INFO(text);
    CHECK(find(text).find("there is no run '") == 0);
  }
}
