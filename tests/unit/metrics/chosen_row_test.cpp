#include "metrics/chosen_row.hpp"

#include <cmath>

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::metrics;

namespace {

FileMetrics chosen(const RowChoice& choice, std::initializer_list<Metrics> rows, const char* file = "log.csv") {
  ChosenRow row(choice, file);
  for (const auto& one : rows) row.see(one);
  return row.take();
}

const Metrics one{{"acc", 1}}, two{{"acc", 2}}, three{{"acc", 3}}, other{{"x", 9}};

}  // namespace

TEST_CASE("the last row that has numbers") {
  CHECK(chosen({}, {one, two, {}}).metrics == two);
  CHECK(chosen({}, {}).metrics.empty());
  CHECK(chosen({}, {one}).has_rows);
  CHECK_FALSE(chosen({}, {one}).has_best);
}

TEST_CASE("the best row, of equal ones the first") {
  CHECK(chosen({"acc", false}, {one, three, two}).metrics == three);
  CHECK(chosen({"acc", true}, {two, one, three}).metrics == one);
  const Metrics again{{"acc", 3}, {"x", 1}};
  CHECK(chosen({"acc", false}, {three, again}).metrics == three);
  CHECK(chosen({"log.acc", false}, {one, three, two}).metrics == three);
}

TEST_CASE("rows without the metric count as long as none has it") {
  CHECK(chosen({"acc", false}, {other, one, other}).metrics == one);
  CHECK(chosen({"acc", false}, {{{"acc", std::nan("")}}, one, {{"acc", std::nan("")}}}).metrics == one);
  CHECK(chosen({"none", false}, {one, other}).metrics == other);
  CHECK_FALSE(chosen({"none", false}, {one, other}).has_best);
  CHECK_FALSE(chosen({"log.acc", false}, {one, two}, "other.csv").has_best);
}
