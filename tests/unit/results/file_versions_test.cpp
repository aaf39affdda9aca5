#include "results/file_versions.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::results;
using Names = std::vector<std::string>;

TEST_CASE("the last part but one is the version") {
  CHECK(parse_version("step__10__m.csv").name == "m.csv");
  CHECK(parse_version("step__10__m.csv").number == "10");
  CHECK(parse_version("10__m.csv").number == "10");
  CHECK(parse_version("a__b__7__log.csv").name == "log.csv");
  CHECK(parse_version("m.csv").number == std::nullopt);
  CHECK(parse_version("foo__bar.csv").name == "foo__bar.csv");
  CHECK(parse_version("a__+__m").number == std::nullopt);
  CHECK(parse_version("__").name == "__");
}

TEST_CASE("the greatest number wins, zero and negative ones too") {
  CHECK(choose_files({"s__0__m", "s__5__m", "s__10__m"}, {}) == Names{"s__10__m"});
  CHECK(choose_files({"s__-1__m", "s__-20__m"}, {}) == Names{"s__-1__m"});
  CHECK(choose_files({"s__18446744073709551617__m", "s__9__m"}, {}) == Names{"s__18446744073709551617__m"});
  CHECK(choose_files({"b__05__m", "a__5__m"}, {}) == Names{"a__5__m"});
}

TEST_CASE("a final file wins over its versions, whatever the order") {
  CHECK(choose_files({"s__10__m", "m", "s__20__m"}, {}) == Names{"m"});
  CHECK(choose_files({"m", "s__10__m"}, {}) == Names{"m"});
}

TEST_CASE("names choose versions, patterns only where they are wanted") {
  const FileChoice exact{Names{"m.csv", "*.txt"}, Versions::Latest, false};
  CHECK(choose_files({"s__1__m.csv", "a.txt", "n.csv"}, exact) == Names{"s__1__m.csv"});
  const FileChoice patterns{Names{"*.csv"}, Versions::Latest, true};
  CHECK(choose_files({"s__1__m.csv", "a.txt", "n.csv"}, patterns) == Names{"n.csv", "s__1__m.csv"});
  CHECK(choose_files({"m"}, {Names{}, Versions::Latest, false}).empty());
  CHECK(choose_files({"s__1__m", "m"}, {Names{"s__1__m"}, Versions::All, false}) == Names{"s__1__m"});
  CHECK(choose_files({"s__1__m", "x__m"}, {std::nullopt, Versions::FinalOnly, false}) == Names{"x__m"});
}
