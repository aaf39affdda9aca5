#include "metrics/metric_columns.hpp"

#include <catch2/catch.hpp>

using namespace liftoff;
using namespace liftoff::metrics;

TEST_CASE("columns are files' metrics, with names that no two share") {
  MetricColumns columns;
  const auto csv = columns.number_of(1, "log.csv", {"acc", 1});
  const auto summary = columns.number_of(0, "summary.json", {"acc", 1});
  CHECK(columns.number_of(1, "log.csv", {"acc", 2}) == csv);
  const auto lines = columns.number_of(2, "log.jsonl", {"acc", 1});
  columns.number_of(0, "summary.json", {"log.acc", 1});
  const auto never = columns.number_of(0, "summary.json", {"none", 0, false});
  const auto names = columns.names();
  CHECK(names[summary] == "acc");
  CHECK(names[csv] == "log.csv.acc");
  CHECK(names[lines] == "log.jsonl.acc");
  CHECK_FALSE(columns.is_measured(never));
  columns.number_of(0, "summary.json", {"none", 1});
  CHECK(columns.is_measured(never));
}

TEST_CASE("a best row that no file has is noted where files have rows") {
  MetricColumns columns;
  CHECK_FALSE(columns.lacks_best());
  columns.note({{{"a", 1}}, false, false});
  columns.note({{}, true, false});
  CHECK_FALSE(columns.lacks_best());
  columns.note({{{"a", 1}}, true, false});
  CHECK(columns.lacks_best());
  columns.note({{{"a", 1}}, true, true});
  CHECK_FALSE(columns.lacks_best());
}

TEST_CASE("one name in three files, a fourth is told by its path") {
  MetricColumns columns;
  columns.number_of(0, "a.json", {"a.json.m", 1});
  columns.number_of(0, "a.json", {"a.m", 1});
  columns.number_of(0, "a.json", {"m", 1});
  columns.number_of(1, "a.csv", {"m", 1});
  columns.number_of(2, "a.json", {"n", 1});
  CHECK(columns.names() == std::vector<std::string>{"a.json.m", "a.m", "m", "a.csv.m", "n"});
}
