#include <algorithm>
#include <random>
#include <set>

#include <catch2/catch.hpp>
#include <liftoff/config.hpp>

#include "grid/grid_walk.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::grid;
using test::error_of;

namespace {

std::vector<Variable> variables(const char* yaml) { return read_variables(parse_yaml(yaml, "config.yaml")); }

std::string names(const char* yaml) {
  std::string all;
  for (const auto& variable : variables(yaml)) all += variable.name + " ";
  return all;
}

std::string config_error(const std::string& yaml) {
  return error_of([&] {
    const Value config = parse_yaml(yaml, "config.yaml");
    read_filters(config, read_variables(config));
  });
}

std::vector<Variable> domains(const std::vector<std::size_t>& sizes) {
  std::vector<Variable> result;
  for (const auto size : sizes) result.push_back({{}, List(size, Value(1)), {}, {}});
  return result;
}

/// All points in the order of itertools.product, filtered one by one.
std::set<std::vector<std::size_t>> brute_force(const std::vector<std::size_t>& sizes,
                                               const std::vector<ExcludedPair>& excluded) {
  std::set<std::vector<std::size_t>> points;
  std::vector<std::size_t> point(sizes.size(), 0);
  for (;;) {
    if (std::none_of(excluded.begin(), excluded.end(),
                     [&](const auto& e) { return point[e.left] == e.left_value && point[e.right] == e.right_value; }))
      points.insert(point);
    std::size_t v = sizes.size();
    while (v > 0 && ++point[v - 1] == sizes[v - 1]) point[--v] = 0;
    if (v == 0) return points;
  }
}

}  // namespace

TEST_CASE("names are the shortest suffixes that differ", "[variables]") {
  CHECK(names("x: [1]\nyz: {y: [1], z: [2]}\n") == "z y x ");
  CHECK(names("a: {lr: [1], b: {lr: [1]}}\nc: {b: {lr: [1]}}\n") == "c.b.lr a.b.lr a.lr ");
  CHECK(names("lr: [1]\na: {lr: [1]}\n") == "a.lr lr ");
  CHECK(names("o: {args_: [1]}\nm: {args: [1]}\n") == "m.args o.args_ ");
  CHECK(names("k_: {30: [1], x_: [2]}\n") == "x_ 30 ");
}

TEST_CASE("what can't be a variable is refused by name and line", "[variables]") {
  CHECK(config_error("a: [1]\nb:\n  c: 5\n") ==
        "config.yaml:3: 'b.c' needs a list of values | write [5] for a single value");
  CHECK(config_error("a: []\n").find("config.yaml:1: 'a' has an empty list of values") == 0);
  CHECK(config_error("a:\n").find("config.yaml:1: 'a' needs a list") == 0);
  CHECK(config_error("title: [1]\n").find("config.yaml:1: 'title' can't be a variable") == 0);
  CHECK(config_error("").find("config.yaml:1: there are no variables") == 0);
  CHECK(config_error("[1, 2]").find("config.yaml:1: needs a mapping") == 0);
  CHECK(config_error("a.b: [1]\na: {b: [1]}\nb: [1]\n").find("can't be told from") != std::string::npos);
}

TEST_CASE("filters name one variable and values of its domain", "[filters]") {
  const std::string config = "a: {lr: [1, 2, true]}\nb: {lr: [x, 1.0]}\nx_: [1]\nfilter_out:\n- ";
  const auto with = [&](const std::string& filter) { return config_error(config + filter + "\n"); };
  CHECK(with("{left: {a: lr}, right: {b: lr}, exclude: [[1, x]]}").empty());
  CHECK(with("{left: x, right: {b: lr}, exclude: [[1, 1]]}").empty());
  CHECK(with("{left: lr, right: x, exclude: [[1, 1]]}")
            .find("config.yaml:5: filter_out: 'lr' may be any of b.lr, a.lr") == 0);
  CHECK(with("{left: nope, right: x, exclude: [[1, 1]]}") ==
        "config.yaml:5: filter_out: 'nope' is not a variable | the variables are x_, b.lr, a.lr");
  CHECK(with("{left: x, right: {a: lr}, exclude: [[1, 9]]}") ==
        "config.yaml:5: filter_out: 9 is none of the values of 'a.lr' | its values are [1, 2, True]");
  CHECK(with("{left: x, right: {a: lr}, exclude: [[1, '1']]}").find("1 is none of the values") != std::string::npos);
  CHECK(with("{left: x, right: {a: lr}}").find("'exclude' is missing") != std::string::npos);
  CHECK(with("{left: x, right: {a: lr}, exclude: 3}").find("'exclude' needs a list of pairs") != std::string::npos);
  CHECK(with("{left: x, right: {a: lr}, exclude: [[1]]}").find("[1] is not a pair") != std::string::npos);
  CHECK(with("{left: x, right: {a: lr, b: lr}, exclude: []}").find("exactly one key") != std::string::npos);
  CHECK(with("{left: x, right: {a: lr}, exclude: [], also: 1}").find("unknown key 'also'") != std::string::npos);
  CHECK(with("left").find("left is not a filter") != std::string::npos);
  CHECK(config_error("x: [1]\nfilter_out: {left: x}\n").find("config.yaml:2: filter_out: needs a list of filters") ==
        0);

  const Value parsed = parse_yaml(config + "{left: {a: lr}, right: x, exclude: [[1, 1]]}\n", "config.yaml");
  CHECK(read_filters(parsed, read_variables(parsed)).size() == 2);  // 1 == True
}

TEST_CASE("the walk gives the points of the product that no filter excludes, in order", "[grid]") {
  std::mt19937 random(7);
  const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::size_t> sizes(1 + below(5));
    for (auto& size : sizes) size = 1 + below(5);
    std::vector<ExcludedPair> excluded(below(30));
    for (auto& pair : excluded) {
      pair.left = below(sizes.size());
      pair.right = below(sizes.size());
      pair.left_value = below(sizes[pair.left]);
      pair.right_value = below(sizes[pair.right]);
    }
    std::vector<std::vector<std::size_t>> walked;
    GridWalk walk(domains(sizes), excluded);
    while (walk.next()) walked.push_back(walk.point());
    CHECK_FALSE(walk.next());
    CHECK(std::is_sorted(walked.begin(), walked.end()));
    const auto expected = brute_force(sizes, excluded);
    CHECK(walked == std::vector<std::vector<std::size_t>>(expected.begin(), expected.end()));
  }
}

TEST_CASE("domains of more than 64 values", "[grid]") {
  GridWalk walk(domains({130}), {{0, 64, 0, 64}, {0, 129, 0, 129}});
  std::size_t count = 0;
  while (walk.next()) ++count;
  CHECK(count == 128);
}

TEST_CASE("filters prune while combinations are built", "[grid]") {
  std::vector<ExcludedPair> excluded;
  for (std::size_t v = 0; v < 8; ++v)
    for (std::size_t i = 0; i < 10; ++i)
      for (std::size_t j = 0; j < 10; ++j)
        if (i != j) excluded.push_back({v, i, v + 1, j});
  GridWalk walk(domains(std::vector<std::size_t>(9, 10)), excluded);
  std::size_t count = 0;
  while (walk.next()) ++count;
  CHECK(count == 10);

  // The first excludes all of the last, across 10^18 combinations.
  excluded.clear();
  for (std::size_t i = 0; i < 10; ++i)
    for (std::size_t j = 0; j < 10; ++j) excluded.push_back({0, i, 19, j});
  CHECK_FALSE(GridWalk(domains(std::vector<std::size_t>(20, 10)), excluded).next());
}
