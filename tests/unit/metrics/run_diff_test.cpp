#include "metrics/run_diff.hpp"

#include <map>

#include <catch2/catch.hpp>

#include <liftoff/yaml.hpp>

#include "metrics/named_run.hpp"
#include "metrics/run_metrics.hpp"
#include "metrics/sweep.hpp"

using namespace liftoff;
using namespace liftoff::metrics;
using test::Sweep;
using Texts = std::vector<std::string>;

namespace {

struct Two : Sweep {
  RunDiff diff() const {
    const NamedRun a(dir.path(), {ref()}, "0"), b(dir.path(), {ref()}, "1");
    return diff_runs(a.run(), b.run(), {"summary.json"}, complain);
  }
};

/// "key: a | b"
Texts texts(const std::vector<Difference>& differences) {
  Texts found;
  const auto text = [](const std::optional<Value>& value) { return value ? python_str(*value) : "-"; };
  for (const auto& [key, first, second] : differences) found.push_back(key + ": " + text(first) + " | " + text(second));
  return found;
}

}  // namespace

TEST_CASE_METHOD(Two, "configurations differ by dotted keys, whatever the order, folders say nothing") {
  run("0_a", "x: {y: 1, z: 2}\nonly: a\nout_dir: o\nrun_id: 0\n", "");
  run("1_b", "x: {z: 2, y: 1.0}\nnew: b\nout_dir: p\nrun_id: 1\n", "");
  CHECK(texts(diff().configuration) == Texts{"x.y: 1 | 1.0", "only: a | -", "run_id: 0 | 1", "new: - | b"});
}

TEST_CASE_METHOD(Two, "metrics, and what became of the runs") {
  run("0_a", "x: 1\n", "{\"acc\": 1, \"loss\": 2}");
  run("1_b", "x: 1\n", "{\"loss\": 2, \"acc\": 3}", ".__crash");
  const auto found = diff();
  CHECK(texts(found.metrics) == Texts{"acc: 1.0 | 3.0"});
  CHECK(texts(found.outcome) == Texts{"state: succeeded | crashed"});
  CHECK(found.configuration.empty());
  CHECK_FALSE(found.empty());
}

TEST_CASE_METHOD(Two, "without a record the markers tell how long they took") {
  run("0_a", "x: 1\n", "");
  run("1_b", "x: 1\n", "");
  file("1_b", ".__end", "15\n");
  CHECK(texts(diff().outcome) == Texts{"wall: 2.0 | 5.0"});
}

TEST_CASE_METHOD(Two, "equal runs do not differ") {
  run("0_a", "x: .nan\n", "{\"acc\": 1}");
  run("1_b", "x: .nan\n", "{\"acc\": 1}");
  CHECK(diff().empty());
}
