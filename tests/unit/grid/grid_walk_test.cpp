#include <algorithm>
#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "grid/grid_walk.hpp"

using namespace liftoff;
using namespace liftoff::grid;

namespace {

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
