#include "report/results_table.hpp"

#include <catch2/catch.hpp>

#include "metrics/sweep.hpp"
#include "report/results_table_csv.hpp"
#include "report/results_table_json.hpp"

using namespace liftoff;
using namespace liftoff::report;

namespace {

/// Two configurations: "a" with two repetitions, and "b" with one that crashed.
struct Tables : test::Sweep {
  Tables() {
    run("0_a/0", "title: a\nlr: 0.1\nname: 'x, \"y\"'\n", "{\"acc\": 0.25, \"loss\": 1}");
    run("0_a/1", "title: a\nlr: 0.1\nname: 'x, \"y\"'\n", "{\"acc\": 0.75}");
    run("1_b/0", "title: b\nlr: null\nname: z\n", "{\"acc\": 0.5}", ".__crash");
  }
  metrics::ResultsTable table(bool individual = false) const {
    metrics::ResultsTable made({{{"summary.json"}, false, {}}, individual});
    REQUIRE(walk([&](const results::FoundRun& run) { made.add(run, complain); }) == 3);
    made.finish(false);
    return made;
  }
  /// The folder of results is written as DIR.
  std::string shortened(std::string text) const {
    for (auto at = text.find(dir.path()); at != std::string::npos; at = text.find(dir.path()))
      text.replace(at, dir.path().size(), "DIR");
    return text;
  }
};

}  // namespace

TEST_CASE_METHOD(Tables, "a table for people") {
  CHECK(results_table_text(table(), {{0, 1}, false, false, 0}, Style{}).text ==
        "lr    name            acc   loss  n\n"
        "0.1   x, \"y\"  0.50 ± 0.35  1 (1)  2\n"
        "None  z               0.5      -  1  1 crashed\n");
  CHECK(results_table_text(table(true), {{0}, true, true, 0}, Style{}).text ==
        "experiment  lr    name    run   acc\n"
        "100_x       0.1   x, \"y\"    0  0.25\n"
        "100_x       0.1   x, \"y\"    1  0.75\n"
        "100_x       None  z         0   0.5  crashed\n");
}

TEST_CASE_METHOD(Tables, "columns that found no room are named") {
  const auto shown = results_table_text(table(), {{0, 1}, false, false, 30}, Style{});
  CHECK(shown.left_out == std::vector<std::string>{"lr", "name", "loss"});
}

TEST_CASE_METHOD(Tables, "comma-separated values") {
  CHECK(shortened(results_table_csv(table(), {{0, 1}, false, false, 0})) ==
        "path,lr,name,runs,running,crashed,lost,acc_mean,acc_sd,acc_n,loss_mean,loss_sd,loss_n\n"
        "DIR/100_x/0_a,0.1,\"x, \"\"y\"\"\",2,0,0,0,0.5,0.3535533905932738,2,1,,1\n"
        "DIR/100_x/1_b,,z,1,0,1,0,0.5,,1,,,0\n");
  CHECK(shortened(results_table_csv(table(true), {{1}, true, false, 0})) ==
        "path,lr,name,run_id,state,loss\n"
        "DIR/100_x/0_a/0,0.1,\"x, \"\"y\"\"\",0,succeeded,1\n"
        "DIR/100_x/0_a/1,0.1,\"x, \"\"y\"\"\",1,succeeded,\n"
        "DIR/100_x/1_b/0,,z,0,crashed,\n");
}

TEST_CASE_METHOD(test::Sweep, "no two columns of comma-separated values have one name") {
  run("0_a", "path: 1\nstate: 2\nacc: 1\n", "{\"acc\": 1, \"run_id\": 1}");
  run("1_b", "path: 2\nstate: 3\nacc: 2\n", "{\"acc\": 1, \"run_id\": 1}");
  metrics::ResultsTable table({{{"summary.json"}, false, {}}, true});
  REQUIRE(walk([&](const results::FoundRun& run) { table.add(run, complain); }) == 2);
  table.finish(false);
  const auto text = results_table_csv(table, {{0, 1}, true, false, 0});
  CHECK(text.substr(0, text.find('\n')) ==
        "path,parameter.path,parameter.state,parameter.acc,run_id,state,metric.acc,metric.run_id");
}

TEST_CASE_METHOD(Tables, "one JSON object") {
  CHECK(shortened(results_table_json(table(), {{0, 1}, false, false, 0})) ==
        R"({"schema_version": 1, "parameters": ["lr", "name"], "metrics": ["acc", "loss"], "over": [], )"
        R"("states": ["all"], "left_out": {"without_metrics": 0, "not_counted": {}, "beyond_top": 0, )"
        R"("equal_parameters": 0}, "rows": [
{"path": "DIR/100_x/0_a", "title": "a", "runs": 2, "waiting": 0, "running": 0, "crashed": 0, "lost": 0, )"
        R"("parameters": {"lr": 0.1, "name": "x, \"y\""}, "metrics": {)"
        R"("acc": {"mean": 0.5, "sd": 0.3535533905932738, "n": 2, "min": 0.25, "max": 0.75}, )"
        R"("loss": {"mean": 1, "sd": null, "n": 1, "min": 1, "max": 1}}},
{"path": "DIR/100_x/1_b", "title": "b", "runs": 1, "waiting": 0, "running": 0, "crashed": 1, "lost": 0, )"
        R"("parameters": {"lr": null, "name": "z"}, "metrics": {)"
        R"("acc": {"mean": 0.5, "sd": null, "n": 1, "min": 0.5, "max": 0.5}}}]}
)");
  CHECK(shortened(results_table_json(table(true), {{1}, true, false, 0}))
            .find(R"({"path": "DIR/100_x/1_b/0", "title": "b", "run_id": 0, "state": "crashed", "parameters": )") !=
        std::string::npos);
}
