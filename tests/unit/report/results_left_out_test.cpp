#include "report/results_left_out.hpp"

#include <catch2/catch.hpp>

#include "metrics/sweep.hpp"
#include "report/results_table.hpp"
#include "report/results_table_json.hpp"

using namespace liftoff;
using namespace liftoff::report;
using Texts = std::vector<std::string>;

namespace {

/// Three configurations with metrics, the last of a run that crashed, and one without.
struct Incomplete : test::Sweep {
  Incomplete() {
    run("0_a", "lr: 1\nk: 1\n", "{\"acc\": 1}");
    run("1_b", "lr: 2\nk: 1\n", "{\"acc\": 2}");
    run("2_c", "lr: 3\nk: 1\n", "{\"acc\": 3}", ".__crash");
    run("3_d", "lr: 4\nk: 1\n", "");
  }
  metrics::ResultsTable table(Texts states, Texts over = {}) const {
    metrics::ResultsTable made({{{"summary.json"}, false, {}}, false, std::move(states), std::move(over)});
    walk([&](const results::FoundRun& run) { made.add(run, complain); });
    made.finish(false);
    return made;
  }
};

}  // namespace

TEST_CASE_METHOD(Incomplete, "what is left out is said with the option that shows it") {
  auto some = table({"succeeded"});
  some.sort({metrics::parse_sort("acc")});
  some.keep_first(1);
  CHECK(left_out_texts(some, false, {"a metric of a long name", "b"}) ==
        Texts{"metrics of 1 crashed run not counted: --state all", "2 configurations without metrics: --all",
              "1 more below: --top 2", "no room for a metric…ng name, b: -m, -p or --csv",
              "1 parameter equal in all lines: -p '*'"});
  CHECK(left_out_texts(some, true, {})[1] == "2 runs without metrics: --all");
  CHECK(left_out_json(some.left_out()) ==
        R"({"without_metrics": 2, "not_counted": {"crashed": 1}, "beyond_top": 1, "equal_parameters": 1})");
  some.choose_parameters({"k", "lr"});
  CHECK(left_out_texts(some, false, {}).size() == 3);
  CHECK(left_out_texts(table({"running"}), false, {}).front() ==
        "metrics of 2 succeeded, 1 crashed runs not counted: --state all");
}

TEST_CASE_METHOD(Incomplete, "nothing is said where nothing is left out") {
  run("3_d", "lr: 4\nk: 2\n", "{\"acc\": 4}");
  CHECK(left_out_texts(table({"all"}), false, {}).empty());
}

TEST_CASE_METHOD(Incomplete, "a line of several configurations has no title of one") {
  const auto means = table({"all"}, {"lr"});
  CHECK(results_table_text(means, {{0}, false, false, 0}, Style{}).text ==
        "configuration           acc    n\n4 configurations  2.0 ± 1.0  3/4  1 crashed\n");
  const auto json = results_table_json(means, {{0}, false, false, 0});
  CHECK(json.find(R"("over": ["lr"])") != std::string::npos);
  CHECK(json.find("/1_b\", ") != std::string::npos);
}

TEST_CASE_METHOD(test::Sweep, "columns of a parameter and a metric of one name") {
  run("0_a", "lr: 1\n", "{\"lr\": 0.5, \"n\": 1}");
  run("1_b", "lr: 2\n", "{\"lr\": 0.25, \"n\": 1}");
  metrics::ResultsTable made({{{"summary.json"}, false, {}}, false});
  walk([&](const results::FoundRun& run) { made.add(run, complain); });
  made.finish(false);
  CHECK(results_table_text(made, {{0, 1}, false, false, 0}, Style{}).text ==
        "parameter.lr  metric.lr  metric.n  n\n"
        "1                   0.5         1  1\n"
        "2                  0.25         1  1\n");
}
