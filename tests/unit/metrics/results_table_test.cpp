#include "metrics/results_table.hpp"

#include <catch2/catch.hpp>

#include "metrics/sweep.hpp"

using namespace liftoff;
using namespace liftoff::metrics;
using test::Sweep;
using Texts = std::vector<std::string>;

namespace {

struct Table : Sweep {
  ResultsTable table_of(bool individual = false, bool keep_all = false) const {
    ResultsTable table({{{"summary.json", "*.csv"}, false, {}}, individual});
    walk([&](const results::FoundRun& run) { table.add(run, complain); });
    table.finish(keep_all);
    return table;
  }
  Texts titles(const ResultsTable& table) const {
    Texts found;
    for (const auto& row : table.rows()) found.push_back(row.title);
    return found;
  }
};

}  // namespace

TEST_CASE_METHOD(Table, "a row for each configuration, with what its repetitions measured") {
  run("0_a/0", "title: a\noptim: {lr: 0.1}\nseed: 1\nrun_id: 0\n", "{\"acc\": 1}");
  run("0_a/1", "title: a\noptim: {lr: 0.1}\nseed: 1\nrun_id: 1\n", "{\"acc\": 3}");
  run("1_b/0", "title: b\noptim: {lr: 0.2}\nseed: 1\nrun_id: 0\n", "{\"acc\": 5}");
  run("1_b/1", "title: b\noptim: {lr: 0.2}\nseed: 1\nrun_id: 1\n", "", ".__crash");
  const auto table = table_of();
  CHECK(titles(table) == Texts{"a", "b"});
  CHECK(table.rows()[0].path == dir / "100_x/0_a");
  CHECK(table.rows()[0].experiment == "100_x");
  CHECK(table.rows()[0].states.succeeded == 2);
  CHECK(table.rows()[1].states.crashed == 1);
  REQUIRE(table.metrics() == Texts{"acc"});
  CHECK(table.rows()[0].metric(0)->mean() == 2);
  CHECK(table.rows()[1].metric(0)->count() == 1);
  const auto keys = table.varying();
  REQUIRE(keys.size() == 1);
  CHECK(table.key(keys[0]) == "optim.lr");
  CHECK(table.short_names(keys) == Texts{"lr"});
  CHECK(*table.parameter(table.rows()[1], keys[0]) == Value(0.2));
  CHECK(complaints.empty());
}

TEST_CASE_METHOD(Table, "a row for each run") {
  run("0_a/0", "title: a\n", "{\"acc\": 1}");
  run("0_a/12", "title: a\n", "{\"acc\": 3}");
  run("1_b", "", "{\"acc\": 5}");
  const auto table = table_of(true);
  REQUIRE(table.rows().size() == 3);
  CHECK(table.rows()[1].path == dir / "100_x/0_a/12");
  CHECK(table.rows()[1].run_id == 12);
  CHECK(table.rows()[2].run_id == 0);
  CHECK(titles(table) == Texts{"a", "a", "1_b"});
}

TEST_CASE_METHOD(Table, "rows without metrics are dropped unless all are kept") {
  run("0_a", "x: 1\n", "{\"acc\": null}");
  run("1_b", "x: 2\n", "{\"other\": 1}");
  run("2_c", "x: 3\n", "");
  CHECK(table_of().rows().size() == 1);
  CHECK(table_of().rows().front().metrics.size() == 1);
  CHECK(table_of(false, true).rows().size() == 3);
}

TEST_CASE_METHOD(Table, "sorted by metrics and parameters, the first counts most") {
  run("0_a", "title: a\nx: 2\n", "{\"acc\": 1, \"loss\": 1}");
  run("1_b", "title: b\nx: 1\n", "{\"acc\": 1, \"loss\": 2}");
  run("2_c", "title: c\nx: 1\n", "{\"acc\": 3, \"loss\": 3}");
  auto table = table_of();
  CHECK_FALSE(table.sort({parse_sort("acc"), parse_sort("loss:desc")}));
  CHECK(titles(table) == Texts{"c", "b", "a"});
  CHECK_FALSE(table.sort({parse_sort("x"), parse_sort("loss")}));
  CHECK(titles(table) == Texts{"b", "c", "a"});
  const auto unknown = table.sort({parse_sort("acc"), parse_sort("nope:asc")});
  REQUIRE(unknown);
  CHECK(unknown->name == "nope");
  CHECK(titles(table) == Texts{"b", "c", "a"});
}

TEST_CASE_METHOD(Table, "what varied before the first rows were kept still does") {
  run("0_a", "title: a\nx: 2\n", "{\"acc\": 1}");
  run("1_b", "title: b\nx: 1\n", "{\"acc\": 2}");
  auto table = table_of();
  table.keep_first(1);
  CHECK(titles(table) == Texts{"a"});
  CHECK(table.varying().size() == 1);
  table.keep_first(0);
  CHECK(table.rows().size() == 1);
}

TEST_CASE_METHOD(Table, "a best row by a metric that no file has") {
  run("0_a", "x: 1\n", "");
  file("0_a", "log.csv", "acc\n1\n2\n");
  ResultsTable table({{{"*.csv"}, false, parse_row_choice("best:nope:min")}, false});
  REQUIRE(walk([&](const results::FoundRun& run) { table.add(run, complain); }) == 1);
  table.finish(false);
  CHECK(table.lacks_best());
  CHECK_FALSE(table_of().lacks_best());
}
