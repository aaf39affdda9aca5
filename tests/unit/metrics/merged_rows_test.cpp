#include "metrics/merged_rows.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::metrics;

namespace {

TableRow configured(const char* path, ParameterNumbers parameters, double value) {
  TableRow row;
  row.path = row.title = path;
  row.experiment = "100_x";
  row.configured = true;
  row.parameters = std::move(parameters);
  row.states.add(experiment::Succeeded{});
  row.add_metric(0, value);
  return row;
}

}  // namespace

TEST_CASE("configurations that differ in nothing but what the mean is taken over are one row") {
  const auto rows = merged_rows({configured("a", {{0, 1}, {1, 5}}, 1), configured("b", {{0, 2}, {1, 5}}, 10),
                                 configured("c", {{1, 6}, {0, 1}}, 3)},
                                {1});
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].path == "a");
  CHECK(rows[0].title == "2 configurations");
  CHECK(rows[0].others == std::vector<std::string>{"c"});
  CHECK(rows[0].parameters == ParameterNumbers{{0, 1}});
  CHECK(rows[0].metric(0)->mean() == 2);
  CHECK(rows[0].states.all() == 2);
  CHECK(rows[1].title == "b");
}

TEST_CASE("rows of two experiments, and those without a configuration, stay by themselves") {
  auto other = configured("b", {{0, 1}, {1, 6}}, 2);
  other.experiment = "200_y";
  auto unread = configured("c", {}, 3), unread_too = configured("d", {}, 4);
  unread.configured = unread_too.configured = false;
  CHECK(merged_rows({configured("a", {{0, 1}, {1, 5}}, 1), other, unread, unread_too}, {0, 1}).size() == 4);
}
