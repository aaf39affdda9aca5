#include "metrics/formats/json_lines.hpp"

#include <catch2/catch.hpp>

#include "metrics/reading.hpp"

using namespace liftoff;
using namespace liftoff::metrics;
using test::read_metrics;
using Texts = std::vector<std::string>;

TEST_CASE("of JSON Lines the last or the best counts, and null is nothing") {
  const auto* lines = "{\"acc\": 1}\n{\"acc\": 3}\n \r\n{\"acc\": 2, \"val\": null}\n";
  CHECK(read_metrics("metrics.jsonl", lines).metrics == Metrics{{"acc", 2}});
  CHECK(read_metrics("metrics.ndjson", lines, "best:acc").metrics == Metrics{{"acc", 3}});
  CHECK(read_metrics("m.jsonl", "{\"a\": 1}\n{\"loss\": 2}\n{\"a\": 3}\n", "best:loss").metrics ==
        Metrics{{"a", 1}, {"loss", 2}});
  CHECK(read_metrics("m.jsonl", lines).has_rows);
  CHECK(read_metrics("m.jsonl", "").has_rows);
  CHECK(read_metrics("m.jsonl", "").complaints.empty());
}

TEST_CASE("a broken line of JSON Lines is told by its number, the sound ones count") {
  const auto lines = read_metrics("m.jsonl", "{\"a\": 1}\n{\"a\": 2\n{\"a\"");
  CHECK(lines.metrics == Metrics{{"a", 1}});
  REQUIRE(lines.complaints.size() == 1);
  CHECK(lines.complaints.front().starts_with("line 2: JSON, byte "));
  CHECK(lines.complaints.front().ends_with(" (and 1 more like that)"));
  CHECK(read_metrics("m.jsonl", "{\"a\": 1}\n{\"a\"", "last", FileEnd::Growing).complaints.empty());
  CHECK(read_metrics("m.jsonl", "{\"a\"\n", "last", FileEnd::Growing).complaints.size() == 1);
}
