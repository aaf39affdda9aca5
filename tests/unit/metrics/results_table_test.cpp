#include "metrics/results_table.hpp"

#include <catch2/catch.hpp>

#include "metrics/sweep.hpp"

using namespace liftoff;
using namespace liftoff::metrics;
using test::error_of;
using test::Sweep;
using Texts = std::vector<std::string>;

namespace {

struct Table : Sweep {
  ResultsTable table_of(bool individual = false, bool keep_all = false) const {
    return table_of(TableOptions{{{"summary.json", "*.csv"}, false, {}}, individual}, keep_all);
  }
  ResultsTable table_of(TableOptions options, bool keep_all = false) const {
    ResultsTable table(std::move(options));
    walk([&](const results::FoundRun& run) { table.add(run, complain); });
    table.finish(keep_all);
    return table;
  }
  ResultsTable counting(Texts states) const {
    return table_of(TableOptions{{{"summary.json"}, false, {}}, false, std::move(states)});
  }
  ResultsTable over(Texts parameters, bool keep_all = false) const {
    return table_of(TableOptions{{{"summary.json"}, false, {}}, false, {"all"}, std::move(parameters)}, keep_all);
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
  const auto keys = table.shown();
  REQUIRE(keys.size() == 1);
  CHECK(table.key(keys[0]) == "optim.lr");
  CHECK(table.titles().parameters == Texts{"lr"});
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
  table.sort({parse_sort("acc"), parse_sort("loss:desc")});
  CHECK(titles(table) == Texts{"c", "b", "a"});
  table.sort({parse_sort("x"), parse_sort("loss")});
  CHECK(titles(table) == Texts{"b", "c", "a"});
  CHECK(error_of([&] {
          table.sort({parse_sort("acc"), parse_sort("lss:asc")});
        }) == "--sort 'lss': no run has such a metric or parameter | did you mean loss? metrics are acc, loss");
  CHECK(titles(table) == Texts{"b", "c", "a"});
}

TEST_CASE_METHOD(Table, "what varied before the first rows were kept still does") {
  run("0_a", "title: a\nx: 2\n", "{\"acc\": 1}");
  run("1_b", "title: b\nx: 1\n", "{\"acc\": 2}");
  auto table = table_of();
  table.keep_first(1);
  CHECK(titles(table) == Texts{"a"});
  CHECK(table.shown().size() == 1);
  CHECK(table.left_out().beyond_top == 1);
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

TEST_CASE_METHOD(Table, "only runs in some states count, the others are counted beside them") {
  run("0_a/0", "x: 1\n", "{\"acc\": 1}");
  run("0_a/1", "x: 1\n", "{\"acc\": 9}", ".__crash");
  run("1_b/0", "x: 2\n", "{\"acc\": 7}", ".__crash");
  run("1_b/1", "x: 2\n", "", ".__crash");
  const auto table = counting({"succeeded", "running"});
  REQUIRE(table.rows().size() == 1);
  CHECK(table.rows()[0].metric(0)->mean() == 1);
  CHECK(table.rows()[0].states.crashed == 1);
  CHECK(table.left_out().uncounted.crashed == 2);
  CHECK(table.left_out().without_metrics == 1);
  CHECK(counting({"crashed"}).rows()[0].metric(0)->mean() == 9);
  CHECK(counting({"all"}).rows()[0].metric(0)->mean() == 5);
  CHECK(counting({"all"}).left_out().uncounted.all() == 0);
}

TEST_CASE_METHOD(Table, "the mean is taken over parameters, too") {
  run("0_a", "title: a\noptim: {lr: 1}\nseed: 1\n", "{\"acc\": 1}");
  run("1_b", "title: b\noptim: {lr: 1}\nseed: 2\n", "", ".__crash");
  run("2_c", "title: c\noptim: {lr: 1}\nseed: 3\n", "{\"acc\": 3}");
  run("3_d", "title: d\noptim: {lr: 2}\nseed: 1\n", "{\"acc\": 8}");
  auto table = over({"seed"});
  REQUIRE(table.rows().size() == 2);
  CHECK(table.rows()[0].metric(0)->mean() == 2);
  CHECK(table.rows()[0].states.crashed == 1);
  CHECK(table.rows()[0].states.all() == 3);
  CHECK(table.titles().parameters == Texts{"lr"});
  CHECK(table.left_out().equal_parameters == 0);
  CHECK(over({"parameter.seed", "lr", "seed"}).rows().size() == 1);
  CHECK(over({"lr"}).rows().size() == 2);
  CHECK(error_of([&] { over({"sed"}); }) == "--over 'sed': no configuration has such a parameter | did you mean seed?");
  CHECK(error_of([&] { over({"run_id"}); }) ==
        "--over 'run_id': no configuration has such a parameter | the mean over a configuration's runs is taken "
        "without it");
  CHECK(error_of([&] { table.sort({parse_sort("seed")}); }) ==
        "--sort 'seed': the mean is taken over it | leave it out of one of them");
}

TEST_CASE_METHOD(Table, "parameters that are equal in all rows are shown where they are chosen") {
  run("0_a", "optim: {lr: 1, beta: 5}\nx: 1\n", "{\"acc\": 1}");
  run("1_b", "optim: {lr: 2, beta: 5}\nx: 1\n", "{\"acc\": 1}");
  auto table = table_of();
  CHECK(table.titles().parameters == Texts{"lr"});
  CHECK(table.left_out().equal_parameters == 2);
  table.choose_parameters({"b*", "lr"});
  CHECK(table.titles().parameters == Texts{"beta", "lr"});
  CHECK(table.left_out().equal_parameters == 0);
  table.choose_parameters({"*"});
  CHECK(table.titles().parameters == Texts{"lr", "beta", "x"});
  CHECK(error_of([&] { table.choose_parameters({"z*"}); }) ==
        "-p 'z*': no configuration has such a parameter | parameters are optim.lr, optim.beta, x");
}

TEST_CASE_METHOD(Table, "which of a parameter and a metric of one name is meant, is asked") {
  run("0_a", "title: a\nlr: 1\noptim: {beta: 5}\n", "{\"lr\": 1, \"beta\": 1}");
  run("1_b", "title: b\nlr: 3\noptim: {beta: 5}\n", "{\"lr\": 0, \"beta\": 2}");
  auto table = table_of();
  CHECK(table.titles().parameters == Texts{"parameter.lr"});
  CHECK(table.titles().metrics == Texts{"metric.lr", "beta"});
  CHECK(error_of([&] { table.sort({parse_sort("lr:asc")}); }) ==
        "--sort 'lr': a metric and a parameter are called so | say metric.lr or parameter.lr");
  table.sort({parse_sort("metric.lr:asc")});
  CHECK(titles(table) == Texts{"b", "a"});
  table.sort({parse_sort("parameter.lr")});
  CHECK(titles(table) == Texts{"a", "b"});
  // The parameter is no column: it is equal in all rows.
  table.sort({parse_sort("beta:desc")});
  CHECK(titles(table) == Texts{"b", "a"});
  CHECK(table.chosen_metrics({"lr"}, {}) == table.chosen_metrics({"metric.lr"}, {}));
  CHECK(table.chosen_metrics({"metric.b*"}, {}) == std::vector<std::uint32_t>{1});
  CHECK(table.chosen_metrics({}, {parse_sort("beta:asc")}) == std::vector<std::uint32_t>{1, 0});
  CHECK(error_of([&] { table.chosen_metrics({"x"}, {}); }) ==
        "-m 'x': no run has such a metric | metrics are metric.lr, beta");
}

TEST_CASE_METHOD(Table, "a key or a metric without a name is meant by no other") {
  run("0_a", "'': 1\n", "{\"\": 1, \"acc\": 2}");
  run("1_b", "'': 2\n", "{\"\": 1, \"acc\": 3}");
  auto table = table_of();
  CHECK(error_of([&] { table.sort({parse_sort("zzz")}); }).starts_with("--sort 'zzz': no run has such"));
  CHECK_FALSE(error_of([&] { table.chosen_metrics({"zzz"}, {}); }).empty());
  CHECK_FALSE(error_of([&] { table.choose_parameters({"zzz"}); }).empty());
}

TEST_CASE_METHOD(Table, "a table of all rows may have no metric") {
  run("0_a", "x: 1\n", "");
  CHECK(table_of(false, true).chosen_metrics({}, {}).empty());
}
