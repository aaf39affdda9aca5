#include "metrics/table_row.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::metrics;

TEST_CASE("a row counts its runs by their states") {
  StateCounts counts;
  counts.add(experiment::Waiting{});
  counts.add(experiment::Running{});
  counts.add(experiment::Succeeded{});
  counts.add(experiment::Succeeded{});
  counts.add(experiment::Crashed{});
  counts.add(experiment::Lost{});
  CHECK(counts.waiting == 1);
  CHECK(counts.running == 1);
  CHECK(counts.succeeded == 2);
  CHECK(counts.crashed == 1);
  CHECK(counts.lost == 1);
  CHECK(counts.all() == 6);
}

TEST_CASE("a row keeps its metrics by number, in whatever order they come") {
  TableRow row;
  row.add_metric(7, 1);
  row.add_metric(2, 5);
  row.add_metric(7, 3);
  REQUIRE(row.metric(7));
  CHECK(row.metric(7)->mean() == 2);
  CHECK(row.metric(2)->count() == 1);
  CHECK(row.metric(3) == nullptr);
  CHECK(row.metric(9) == nullptr);
  CHECK(row.metrics.front().first == 2);
}
