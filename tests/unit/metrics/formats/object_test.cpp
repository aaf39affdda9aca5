#include "metrics/formats/object.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "value/json_in.hpp"

using namespace liftoff;
using namespace liftoff::metrics;

namespace {

Metrics numbers(const char* json, Nulls nulls = Nulls::AreNone) {
  return numbers_of(value::parse_json_data(json), nulls);
}

}  // namespace

TEST_CASE("objects are flattened to their numbers") {
  CHECK(numbers(R"({"acc": 0.5, "val": {"loss": 2, "x_": 1}, "ok": true, "name": "a", "none": null, "l": ["a"]})") ==
        Metrics{{"acc", 0.5}, {"val.loss", 2}, {"val.x_", 1}, {"ok", 1}});
  CHECK(numbers(R"({"loss": [0.9, 0.5], "none": [], "text": "0.25", "nan": "0x1"})") ==
        Metrics{{"loss", 0.5}, {"text", 0.25}});
  CHECK(numbers(R"({"big": 100000000000000000000})") == Metrics{{"big", 1e20}});
  for (const char* json : {"5", "[1]", "null", "{}"}) CHECK(numbers(json).empty());
}

TEST_CASE("null is nothing, or the NaN of an object") {
  CHECK(numbers(R"({"a": null})").empty());
  const auto metrics = numbers(R"({"a": null})", Nulls::AreNaN);
  REQUIRE(metrics.size() == 1);
  CHECK(std::isnan(metrics.front().value));
  CHECK_FALSE(metrics.front().measured);
}
