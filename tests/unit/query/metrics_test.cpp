#include "query/metrics.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include <liftoff/error.hpp>

#include "query/results_table.hpp"

using namespace liftoff;

namespace {

struct Read {
  Metrics metrics;
  std::vector<std::string> complaints;
};

Read read(const char* file, const char* text, const char* at = "last", bool growing = false) {
  Read result;
  result.metrics = parse_metrics(text, file, parse_row_choice(at), growing, [&](const std::string& what) { result.complaints.push_back(what); });
  return result;
}

}  // namespace

TEST_CASE("objects are flattened to their numbers") {
  const auto json = read("summary.json", R"({"acc": 0.5, "val": {"loss": 2, "x_": 1}, "ok": true, "name": "a", "none": null, "l": [1]})");
  CHECK(json.metrics == Metrics{{"acc", 0.5}, {"val.loss", 2}, {"val.x_", 1}, {"ok", 1}});
  CHECK(json.complaints.empty());
  CHECK(read("m.yaml", "acc: 0.5\nval: {loss: 2}\n").metrics == Metrics{{"acc", 0.5}, {"val.loss", 2}});
  CHECK(std::isnan(read("m.json", R"({"loss": NaN})").metrics.at(0).second));
}

TEST_CASE("of rows the last or the best counts") {
  const auto* csv = "epoch,loss,note\r\n1,0.5,\"a, \"\"b\"\"\"\r\n2,0.3,x\r\n3,0.4,y\r\n";
  CHECK(read("log.csv", csv).metrics == Metrics{{"epoch", 3}, {"loss", 0.4}});
  CHECK(read("log.csv", csv, "best:loss").metrics == Metrics{{"epoch", 2}, {"loss", 0.3}});
  CHECK(read("log.csv", csv, "best:loss:max").metrics == Metrics{{"epoch", 1}, {"loss", 0.5}});
  CHECK(read("log.tsv", "a\tb\n1\t2\n").metrics == Metrics{{"a", 1}, {"b", 2}});
  const auto* lines = "{\"acc\": 1}\n{\"acc\": 3}\n\n{\"acc\": 2}\n";
  CHECK(read("metrics.jsonl", lines).metrics == Metrics{{"acc", 2}});
  CHECK(read("metrics.jsonl", lines, "best:acc").metrics == Metrics{{"acc", 3}});
  CHECK(read("metrics.json", lines).metrics == Metrics{{"acc", 2}});
}

TEST_CASE("what is broken is complained about, and the sound rows count") {
  const auto csv = read("log.csv", "a,b\n1,2\n3\n");
  CHECK(csv.metrics == Metrics{{"a", 1}, {"b", 2}});
  CHECK(csv.complaints.size() == 1);
  CHECK(read("log.csv", "a,b\n1,2\n3", "last", true).complaints.empty());
  const auto growing = read("log.csv", "a,b\n1,2\n3,4", "last", true);  // 4 may be the begin of 42
  CHECK(growing.metrics == Metrics{{"a", 1}, {"b", 2}});
  const auto lines = read("m.jsonl", "{\"a\": 1}\n{\"a\": 2\n{\"a\"");
  CHECK(lines.metrics == Metrics{{"a", 1}});
  CHECK(lines.complaints.size() == 2);
  CHECK(read("m.json", "{\"a\": 1").complaints.size() == 1);
  CHECK(read("m.json", "\x89PNG\r\n\x1a\n").complaints.size() == 1);
  CHECK(read("m.json", "").complaints.size() == 1);
  CHECK(read("m.csv", "").complaints.empty());
  CHECK(read("m.json", "{\"a\": 1", "last", true).complaints.empty());
}

TEST_CASE("what is best goes by the name") {
  for (const auto* name : {"loss", "val.Loss", "test_err", "rmse", "perplexity"}) CHECK(less_is_better(name));
  for (const auto* name : {"accuracy", "reward", "interrupts", "fidelity", "loss.recall"}) CHECK_FALSE(less_is_better(name));
  CHECK_THROWS_AS(parse_row_choice("best:"), Error);
  CHECK_THROWS_AS(parse_row_choice("first"), Error);
}

TEST_CASE("spreads") {
  Spread spread;
  for (const double value : {1e9 + 1, 1e9 + 2, 1e9 + 3}) spread.add(value);
  CHECK(spread.mean() == 1e9 + 2);
  CHECK(spread.deviation() == Approx(1));
  CHECK(spread.least() == 1e9 + 1);
  CHECK(spread.greatest() == 1e9 + 3);
  CHECK(Spread{}.deviation() == 0);
}

TEST_CASE("orders to sort by") {
  const auto by = parse_sort("val:loss:desc:min");
  CHECK(by.name == "val:loss");
  CHECK(by.descending == true);
  CHECK(by.aggregate == Aggregate::Min);
  CHECK_FALSE(parse_sort("acc").descending);
  CHECK_THROWS_AS(parse_sort(":asc"), Error);
}
