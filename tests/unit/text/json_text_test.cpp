#include "text/json_text.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "value/json_read.hpp"

using namespace liftoff;
using namespace liftoff::text;

TEST_CASE("text is quoted for JSON") {
  CHECK(json_quoted("") == "\"\"");
  CHECK(json_quoted("plain größe \xf0\x9f\x9a\x80") == "\"plain größe \xf0\x9f\x9a\x80\"");
  CHECK(json_quoted("a\"b\\c\n\t\r") == R"("a\"b\\c\n\t\r")");
  CHECK(json_quoted(std::string_view("\0\x1f\x7f", 3)) == "\"\\u0000\\u001f\x7f\"");
}

TEST_CASE("what is no UTF-8 is replaced byte by byte") {
  const std::string bad = "\xef\xbf\xbd";
  CHECK(json_quoted("a\xff"
                    "b") == "\"a" + bad + "b\"");
  CHECK(json_quoted("\xc3") == "\"" + bad + "\"");  // cut short
  CHECK(json_quoted("\xe2\x82") == "\"" + bad + bad + "\"");
  CHECK(json_quoted("\xc0\x80") == "\"" + bad + bad + "\"");  // overlong
  CHECK(json_quoted("\xe0\x80\x80") == "\"" + bad + bad + bad + "\"");
  CHECK(json_quoted("\xed\xa0\x80") == "\"" + bad + bad + bad + "\"");            // a surrogate
  CHECK(json_quoted("\xf4\x90\x80\x80") == "\"" + bad + bad + bad + bad + "\"");  // above U+10FFFF
  CHECK(json_quoted("\xf0\x80\x80\x80") == "\"" + bad + bad + bad + bad + "\"");
  CHECK(json_quoted("\xc3\xa9\x80") == "\"\xc3\xa9" + bad + "\"");
}

TEST_CASE("any bytes become a JSON string, and UTF-8 comes back as it was") {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::string text(random() % 40, '\0');
    for (auto& c : text) c = static_cast<char>(random() % (round % 2 == 0 ? 128 : 256));
    const auto parsed = value::parse_json(json_quoted(text));
    REQUIRE(parsed.is_string());
    if (round % 2 == 0) REQUIRE(parsed == Value(text));
  }
}

TEST_CASE("numbers are JSON's or null") {
  CHECK(json_number(1.5) == "1.5");
  CHECK(json_number(0) == "0");
  CHECK(value::parse_json(json_number(1524936339.25)) == Value(1524936339.25));
  CHECK(value::parse_json(json_number(1e300)) == Value(1e300));
  for (const double none :
       {std::nan(""), std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()})
    CHECK(json_number(none) == "null");
}

TEST_CASE("what is absent is null, what is many is an array") {
  CHECK(json_or_null(std::optional<int>()) == "null");
  CHECK(json_or_null(std::optional(3)) == "3");
  CHECK(json_or_null(std::optional(1.5)) == "1.5");
  CHECK(json_or_null(std::optional<std::string>("a\"")) == R"("a\"")");
  CHECK(json_or_null(std::optional(2), [](int n) { return std::to_string(10 * n); }) == "20");
  CHECK(json_array(std::vector<std::string>{}, json_quoted) == "[]");
  CHECK(json_array(std::vector<std::string>{"a", "b"}, json_quoted) == R"(["a","b"])");
  CHECK(json_array(std::vector<std::string>{"a", "b"}, json_quoted, ", ") == R"(["a", "b"])");
}
