#include "report/results_errors.hpp"

#include <catch2/catch.hpp>

#include "metrics/sweep.hpp"

using namespace liftoff;
using namespace liftoff::report;

namespace {

struct Errors : test::Sweep {
  failures::ErrorGroups groups;
  void read(int runs) {
    REQUIRE(walk([&](const results::FoundRun& run) { groups.add(run, complain); }) == runs);
  }
  std::string shortened(std::string text) const {
    for (auto at = text.find(dir.path()); at != std::string::npos; at = text.find(dir.path()))
      text.replace(at, dir.path().size(), "DIR");
    return text;
  }
};

}  // namespace

TEST_CASE_METHOD(Errors, "groups of errors, numbered, each with an example") {
  run("0", "x: 1\n", "", ".__crash");
  run("1", "x: 2\n", "", ".__crash");
  run("2", "x: 3\n", "", ".__crash");
  run("3", "x: 4\n", "");
  file("1", "err", "a\nKeyError: 'lr'\n");
  file("2", "err", "KeyError: 'lr'\n");
  read(4);
  CHECK(shortened(error_groups_text(groups, Style{}, 0)) ==
        "3 of 4 runs failed, for 2 reasons\n"
        "\n"
        "  1.  2 × (67 %)  KeyError: 'lr'\n"
        "      DIR/100_x/1\n"
        "        a\n"
        "        KeyError: 'lr'\n"
        "\n"
        "  2.  1 × (33 %)  crashed without a message\n"
        "      DIR/100_x/0\n");
  CHECK(shortened(error_groups_json(groups)) ==
        R"({"schema_version": 1, "runs": 4, "failed": 3, "groups": [
{"count": 2, "share": 0.6667, "kind": "exception", "message": "KeyError: 'lr'", "example": "DIR/100_x/1", )"
        R"("file": "err", "exit_code": null, "signal": null, "last_lines": ["a", "KeyError: 'lr'"]},
{"count": 1, "share": 0.3333, "kind": "unknown", "message": "crashed without a message", )"
        R"("example": "DIR/100_x/0", "file": "err", "exit_code": null, "signal": null, "last_lines": []}]}
)");
}

TEST_CASE_METHOD(Errors, "lines are cut to the width, paths are not") {
  run("0", "x: 1\n", "", ".__crash");
  file("0", "err", "ValueError: " + std::string(100, 'y') + "\n");
  read(1);
  const auto text = error_groups_text(groups, Style{}, 40);
  CHECK(text.find("1 of 1 runs failed, for 1 reason\n") == 0);
  CHECK(text.find("ValueError: yyyyyyyy…\n") != std::string::npos);
  CHECK(text.find(dir / "100_x/0\n") != std::string::npos);
}
