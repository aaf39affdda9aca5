#include "metrics/read_metrics.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include <liftoff/error.hpp>

#include "metrics/results_table.hpp"

using namespace liftoff;
using namespace liftoff::metrics;

namespace {

struct Read : FileMetrics {
  std::vector<std::string> complaints;
};

Read read(const char* file, std::string_view text, const char* at = "last", FileEnd end = FileEnd::Whole) {
  Read result;
  static_cast<FileMetrics&>(result) = parse_metrics(
      text, file, parse_row_choice(at), end, [&](const std::string& what) { result.complaints.push_back(what); });
  return result;
}

}  // namespace

TEST_CASE("objects are flattened to their numbers") {
  const auto json = read(
      "summary.json", R"({"acc": 0.5, "val": {"loss": 2, "x_": 1}, "ok": true, "name": "a", "none": null, "l": [1]})");
  REQUIRE(json.metrics.size() == 5);
  CHECK(std::isnan(json.metrics.back().value));
  CHECK_FALSE(json.metrics.back().measured);  // the null by which JSON says NaN
  CHECK(Metrics(json.metrics.begin(), json.metrics.end() - 1) ==
        Metrics{{"acc", 0.5}, {"val.loss", 2}, {"val.x_", 1}, {"ok", 1}});
  CHECK(json.complaints.empty());
  CHECK_FALSE(json.has_rows);
  CHECK(read("m.yaml", "acc: 0.5\nval: {loss: 2}\n").metrics == Metrics{{"acc", 0.5}, {"val.loss", 2}});
  CHECK(std::isnan(read("m.json", R"({"loss": NaN})").metrics.at(0).value));
  CHECK(read("m.jsonl", "{\"acc\": 1, \"val\": null}\n").metrics == Metrics{{"acc", 1}});
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
  const auto many = read("log.csv", "a,b\n1,2\n3\n4\n5,6\n7\n");
  CHECK(many.metrics == Metrics{{"a", 5}, {"b", 6}});
  CHECK(many.complaints == std::vector<std::string>{"line 3: 1 fields where the header has 2 (and 2 more like that)"});
  CHECK(read("log.csv", "a,b\n1,2\n3", "last", FileEnd::Growing).complaints.empty());
  const auto growing = read("log.csv", "a,b\n1,2\n3,4", "last", FileEnd::Growing);  // 4 may be the begin of 42
  CHECK(growing.metrics == Metrics{{"a", 1}, {"b", 2}});
  const auto lines = read("m.jsonl", "{\"a\": 1}\n{\"a\": 2\n{\"a\"");
  CHECK(lines.metrics == Metrics{{"a", 1}});
  CHECK(lines.complaints.size() == 1);
  CHECK(lines.complaints.front().find("(and 1 more like that)") != std::string::npos);
  const auto unclosed = read("log.csv", "a,b\n1,\"2\n3,4\n");
  CHECK(unclosed.metrics.empty());
  CHECK(unclosed.complaints == std::vector<std::string>{"line 2: quotes that are never closed"});
  // The end of what a crashed run wrote may be a part of a number.
  const auto cut_short = read("log.csv", "a\n1\n0.9", "last", FileEnd::CutShort);
  CHECK(cut_short.metrics == Metrics{{"a", 1}});
  CHECK(cut_short.complaints == std::vector<std::string>{"line 3: it was cut short"});
  CHECK(read("log.csv", "a\n1\n0.9").metrics == Metrics{{"a", 0.9}});
  CHECK(read("log.csv", std::string_view("a\n0.9\0junk\n", 11)).metrics.empty());
  CHECK(read("log.csv", std::string_view("\x01\x02\0\n", 4)).complaints == std::vector<std::string>{"it is no text"});
  for (const char* text : {"5", "null", "[1, 2]", "\"a\""}) CHECK(read("summary.json", text).complaints.size() == 1);
  CHECK(read("summary.yaml", "5").complaints.size() == 1);
  CHECK(read("summary.yaml", "").complaints.size() == 1);
  CHECK(read("m.json", "{\"a\": 1").complaints.size() == 1);
  CHECK(read("m.json", "\x89PNG\r\n\x1a\n").complaints.size() == 1);
  CHECK(read("m.json", "").complaints.size() == 1);
  CHECK(read("m.csv", "").complaints.empty());
  CHECK(read("m.json", "{\"a\": 1", "last", FileEnd::Growing).complaints.empty());
}

TEST_CASE("data of other programs is no configuration") {
  CHECK(read("m.json", R"({"acc": 1, "acc_": 2, "acc": 3})").metrics == Metrics{{"acc", 3}, {"acc_", 2}});
  CHECK(read("m.json", "\xef\xbb\xbf{\"a\": 1}").metrics == Metrics{{"a", 1}});
  CHECK(read("m.json", R"({"$map": 1, "s": "\ud83d", "a.b": 2, "a": {"b": 3}})").metrics ==
        Metrics{{"$map", 1}, {"a.b", 3}});
  CHECK(read("m.yaml", "acc: 1\nacc_: 2\n").metrics == Metrics{{"acc", 1}, {"acc_", 2}});
  CHECK(read("m.csv", "a,a\n1,2\n").metrics == Metrics{{"a", 2}});
}

TEST_CASE("a best row is one that has the metric") {
  const auto* csv = "acc,x\n9,1\n1,2\n";
  CHECK_FALSE(read("log.csv", csv, "best:ac").has_best);
  CHECK(read("log.csv", csv, "best:acc").has_best);
  CHECK(read("log.csv", csv, "best:log.acc").metrics == Metrics{{"acc", 9}, {"x", 1}});
  CHECK_FALSE(read("other.csv", csv, "best:log.acc").has_best);
  CHECK(read("m.jsonl", "{\"a\": 1}\n{\"loss\": 2}\n{\"a\": 3}\n", "best:loss").metrics == Metrics{{"loss", 2}});
  CHECK(ends_suffice("log.csv", {}));
  CHECK_FALSE(ends_suffice("log.json", {}));
  CHECK_FALSE(ends_suffice("log.csv", parse_row_choice("best:a")));
}

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

TEST_CASE("what is best goes by the name") {
  for (const auto* name : {"loss", "val.Loss", "test_err", "rmse", "perplexity"}) CHECK(less_is_better(name));
  for (const auto* name : {"accuracy", "reward", "interrupts", "fidelity", "loss.recall"})
    CHECK_FALSE(less_is_better(name));
  CHECK_THROWS_AS(parse_row_choice("best:"), Error);
  CHECK_THROWS_AS(parse_row_choice("best::max"), Error);
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

TEST_CASE("infinities and NaN in any order give what adding them gives") {
  const double inf = std::numeric_limits<double>::infinity();
  const auto spread_of = [](std::vector<double> values) {
    Spread spread;
    for (const double value : values) spread.add(value);
    return spread;
  };
  for (const auto& values : std::vector<std::vector<double>>{{1, inf, 3}, {inf, 1, 3}, {1, 3, inf}, {inf, inf, 1}}) {
    CHECK(spread_of(values).mean() == inf);
    CHECK(std::isnan(spread_of(values).deviation()));
    CHECK(spread_of(values).least() == 1);
  }
  CHECK(std::isnan(spread_of({inf, -inf}).mean()));
  CHECK(std::isnan(spread_of({1, std::nan(""), 2}).mean()));
}

TEST_CASE("orders to sort by") {
  const auto by = parse_sort("val:loss:desc:min");
  CHECK(by.name == "val:loss");
  CHECK(by.descending == true);
  CHECK(by.aggregate == Aggregate::Min);
  CHECK_FALSE(parse_sort("acc").descending);
  CHECK_THROWS_AS(parse_sort(":asc"), Error);
}
