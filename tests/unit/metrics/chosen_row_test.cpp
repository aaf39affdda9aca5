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

TEST_CASE("the last value of each metric, in whichever row") {
  CHECK(chosen({}, {one, two, {}}).metrics == two);
  CHECK(chosen({}, {one, other, two}).metrics == Metrics{{"acc", 2}, {"x", 9}});
  CHECK(chosen({}, {}).metrics.empty());
  CHECK(chosen({}, {one}).has_rows);
  CHECK_FALSE(chosen({}, {one}).has_best);
}

TEST_CASE("a place is kept for a metric that is expected, a gap where it never comes") {
  ChosenRow row({}, "log.csv");
  row.expect("x");
  row.see(one);
  CHECK(ChosenRow(row).take().has_gaps);
  row.see(other);
  const auto found = row.take();
  CHECK_FALSE(found.has_gaps);
  CHECK(found.metrics == Metrics{{"x", 9}, {"acc", 1}});
}

TEST_CASE("what the best row leaves out has its last value before") {
  const Metrics loss{{"loss", 5}}, later{{"loss", 4}};
  CHECK(chosen({"acc", false}, {loss, three, later, one}).metrics == Metrics{{"loss", 5}, {"acc", 3}});
}

TEST_CASE("the best row, of equal ones the first") {
  CHECK(chosen({"acc", false}, {one, three, two}).metrics == three);
  CHECK(chosen({"acc", true}, {two, one, three}).metrics == one);
  const Metrics again{{"acc", 3}, {"x", 1}};
  CHECK(chosen({"acc", false}, {three, again}).metrics == three);
  CHECK(chosen({"log.acc", false}, {one, three, two}).metrics == three);
  CHECK(chosen({"metric.acc", false}, {one, three, two}).metrics == three);
}

TEST_CASE("rows without the metric count as long as none has it") {
  CHECK(chosen({"acc", false}, {other, one, two}).metrics == Metrics{{"x", 9}, {"acc", 2}});
  CHECK(chosen({"acc", false}, {{{"acc", std::nan("")}}, one, {{"acc", std::nan("")}}}).metrics == one);
  CHECK(chosen({"none", false}, {one, other}).metrics == Metrics{{"acc", 1}, {"x", 9}});
  CHECK_FALSE(chosen({"none", false}, {one, other}).has_best);
  CHECK_FALSE(chosen({"log.acc", false}, {one, two}, "other.csv").has_best);
}
