#include "metrics/formats/json.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "metrics/reading.hpp"

using namespace liftoff;
using namespace liftoff::metrics;
using test::read_metrics;
using Texts = std::vector<std::string>;

TEST_CASE("a JSON object, in which null is NaN") {
  const auto json = read_metrics("summary.json", R"({"acc": 0.5, "none": null})");
  REQUIRE(json.metrics.size() == 2);
  CHECK(json.metrics.front() == Metric{"acc", 0.5});
  CHECK(std::isnan(json.metrics.back().value));
  CHECK_FALSE(json.metrics.back().measured);
  CHECK_FALSE(json.has_rows);
  CHECK(json.complaints.empty());
  CHECK(std::isnan(read_metrics("m.json", R"({"loss": NaN})").metrics.at(0).value));
}

TEST_CASE("a JSON list holds rows, and so do JSON Lines under this name") {
  const auto list = read_metrics("m.json", R"([{"a": 1}, {"a": 3}, {"a": 2, "n": null}])");
  CHECK(list.metrics == Metrics{{"a", 2}});
  CHECK(list.has_rows);
  CHECK(read_metrics("m.json", R"([{"a": 1}, {"a": 3}, {"a": 2}])", "best:a:max").metrics == Metrics{{"a", 3}});
  CHECK(read_metrics("metrics.json", "{\"acc\": 1}\n{\"acc\": 3}\n\n{\"acc\": 2}\n").metrics == Metrics{{"acc", 2}});
}

TEST_CASE("JSON that holds no numbers, or is none") {
  for (const char* text : {"5", "null", "\"a\""})
    CHECK(read_metrics("summary.json", text).complaints == Texts{"it holds no object"});
  CHECK(read_metrics("summary.json", "[1, 2]").complaints == Texts{"it holds no objects with numbers"});
  CHECK(read_metrics("summary.json", "[]").complaints.empty());
  CHECK(read_metrics("m.json", "{\"a\": 1").complaints.size() == 1);
  CHECK(read_metrics("m.json", "\x89PNG\r\n\x1a\n").complaints.size() == 1);
  CHECK(read_metrics("m.json", "").complaints == Texts{"it is empty"});
}

TEST_CASE("a JSON document that is being written is no mistake") {
  CHECK(read_metrics("m.json", "{\"a\": 1", "last", FileEnd::Growing).complaints.empty());
  CHECK(read_metrics("m.json", "{\n\"a\": 1", "last", FileEnd::Growing).complaints.empty());
  CHECK(read_metrics("m.json", "{\n\"a\": 1", "last", FileEnd::CutShort).complaints.size() == 1);
  CHECK(read_metrics("m.json", "", "last", FileEnd::Growing).complaints.empty());
}

TEST_CASE("JSON of other programs is no configuration") {
  CHECK(read_metrics("m.json", R"({"acc": 1, "acc_": 2, "acc": 3})").metrics == Metrics{{"acc", 3}, {"acc_", 2}});
  CHECK(read_metrics("m.json", "\xef\xbb\xbf{\"a\": 1}").metrics == Metrics{{"a", 1}});
  CHECK(read_metrics("m.json", R"({"$map": 1, "s": "\ud83d", "a.b": 2, "a": {"b": 3}})").metrics ==
        Metrics{{"$map", 1}, {"a.b", 3}});
}
