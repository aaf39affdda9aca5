#include "metrics/run_metrics.hpp"

#include <catch2/catch.hpp>

#include "metrics/sweep.hpp"

using namespace liftoff;
using namespace liftoff::metrics;
using test::Sweep;
using Texts = std::vector<std::string>;

namespace {

struct One : Sweep {
  MetricColumns columns;
  /// "name=value" of all that the only run measured.
  Texts measured(const MetricRequest& request) {
    Texts found;
    CHECK(walk([&](const results::FoundRun& run) {
            const auto values = run_metrics(run, run.state(), request, columns, complain);
            const auto names = columns.names();
            for (const auto& [number, value] : values)
              found.push_back(names[number] + "=" + std::to_string(static_cast<int>(value)));
          }) == 1);
    return found;
  }
};

}  // namespace

TEST_CASE_METHOD(One, "files in the order of the patterns, each once, of versions the newest") {
  run("0", "a: 1\n", "{\"m\": 1}");
  file("0", "step__1__log.csv", "m\n2\n");
  file("0", "step__2__log.csv", "m\n3\n");
  CHECK(measured({{"*.csv", "summary.json", "s*"}, false, {}}) == Texts{"m=3", "summary.m=1"});
  CHECK(complaints == Texts{});
}

TEST_CASE_METHOD(One, "no versions where only complete files are wanted") {
  run("0", "a: 1\n", "{\"m\": 1}");
  file("0", "step__2__log.csv", "m\n3\n");
  CHECK(measured({{"*.csv", "summary.json"}, true, {}}) == Texts{"m=1"});
}

TEST_CASE_METHOD(One, "what is wrong with a file is told with its path, whole where its run crashed") {
  run("0", "a: 1\n", "", ".__crash");
  file("0", "log.csv", "m\n1\n2");
  CHECK(measured({{"*.csv"}, false, {}}) == Texts{"m=1"});
  CHECK(complaints == Texts{dir / "100_x/0/log.csv: line 3: it was cut short"});
}
