#include "metrics/formats/formats.hpp"

#include <catch2/catch.hpp>

#include "metrics/reading.hpp"

using namespace liftoff;
using namespace liftoff::metrics;
using test::read_metrics;
using Texts = std::vector<std::string>;

TEST_CASE("a format for each ending, JSON for all others") {
  const auto is = [](const char* file, const char* ending) { return format_of(file).ending == ending; };
  for (const auto* ending : {".jsonl", ".ndjson", ".csv", ".tsv", ".yaml", ".yml"})
    CHECK(is(("log" + std::string(ending)).c_str(), ending));
  for (const auto* file : {"metrics.json", "metrics", "a.csv.gz", "csv"}) CHECK(is(file, ""));
}

TEST_CASE("formats of rows are those whose ends tell the last row") {
  for (const auto* file : {"a.jsonl", "a.ndjson", "a.csv", "a.tsv"}) CHECK(format_of(file).has_rows);
  for (const auto* file : {"a.json", "a.yaml", "a.yml", "a"}) CHECK_FALSE(format_of(file).has_rows);
}
