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

TEST_CASE("a row takes in another one") {
  TableRow row, other;
  row.path = "r/0_a";
  row.states.add(experiment::Succeeded{});
  row.add_metric(1, 2);
  other.path = "r/1_b";
  other.states.add(experiment::Succeeded{});
  other.states.add(experiment::Crashed{});
  other.add_metric(1, 4);
  other.add_metric(0, 7);
  row.add(other);
  CHECK(row.states.succeeded == 2);
  CHECK(row.states.crashed == 1);
  CHECK(row.metric(1)->mean() == 3);
  CHECK(row.metric(0)->count() == 1);
  CHECK(row.path == "r/0_a");
  CHECK(row.others == std::vector<std::string>{"r/1_b"});
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
