#include <cmath>

#include <catch2/catch.hpp>
#include <liftoff/config.hpp>

#include "support.hpp"

using namespace liftoff;
using test::error_of;

TEST_CASE("typed JSON keeps what JSON has no words for", "[json]") {
  const Value value =
      parse_yaml("a_: {30: .nan, b: [.inf, -.inf]}\n$x: 1\nn: 123456789012345678901234567890\nf: 1.0\ne: 1e-5\n", "x");
  CHECK(to_typed_json(value) ==
        "{\"$map\": [[\"a_\", {\"$map\": [[30, NaN], [\"b\", [Infinity, -Infinity]]]}], [\"$x\", 1], "
        "[\"n\", 123456789012345678901234567890], [\"f\", 1.0], [\"e\", 1e-05]]}");
  CHECK(parse_typed_json(to_typed_json(value)) == value);
  CHECK(to_typed_json("\xff\"\\\n\u00e9") == "\"\\udcff\\\"\\\\\\u000a\u00e9\"");
}

TEST_CASE("typed JSON reads what Python's json module writes", "[json]") {
  CHECK(parse_typed_json(" {\"k_\" : [1 , -2.5e3, \"\\ud83d\\ude00\\u00e9\\n\\udc80\"], \"t\":true,\"n\":null} ") ==
        parse_yaml("k_: [1, -2500.0, \"\\U0001F600\\u00e9\\n\\udc80\"]\nt: true\nn:\n", "x"));
}

TEST_CASE("broken JSON is an error", "[json]") {
  for (const auto* text : {"", "{", "[1,", "{\"a\"}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"a_\":2}", "\"x", "\"\\q\"", "1x",
                           "[1]]", "nul", "\"\\ud800\"", "-", "1.2.3", "{\"$map\": [[1]]}"}) {
    INFO(text);
    CHECK_FALSE(error_of([&] { parse_typed_json(text); }).empty());
  }
}

TEST_CASE("what is wrong with typed JSON is said with its place", "[json]") {
  const auto complaint = [](std::string_view text) { return error_of([&] { parse_typed_json(text); }); };
  CHECK(complaint("[1]]") == "JSON, byte 3: something follows the value");
  CHECK(complaint(std::string(100'000, '[')) == "JSON, byte 501: nested too deeply");
  CHECK(complaint("[1,") == "JSON, byte 3: a value expected");
  CHECK(complaint("[1.2.3]") == "JSON, byte 6: a malformed number");
  CHECK(complaint("\"\\u00zz\"") == "JSON, byte 3: four hexadecimal digits expected");
  CHECK(complaint("\"\\ud800\"") == "JSON, byte 7: half a surrogate pair");
  CHECK(complaint("\"\\q\"") == "JSON, byte 3: an unknown escape");
  CHECK(complaint("\"x") == "JSON, byte 1: a string without an end");
  CHECK(complaint("{\"a\"}") == "JSON, byte 4: ':' expected");
  CHECK(complaint("{\"a\":1,\"a_\":2}") == "JSON, byte 12: the key 'a' stands twice");
}
