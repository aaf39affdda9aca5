#include "value/json_read.hpp"

#include <catch2/catch.hpp>
#include <liftoff/yaml.hpp>

#include "support.hpp"
#include "value/json_object.hpp"

using namespace liftoff;
using namespace liftoff::value;
using test::error_of;

TEST_CASE("JSON values") {
  CHECK(parse_json(R"( {"a": [1, -2.5, true, false, null, "é\n"], "b": {}} )") ==
        parse_yaml("{a: [1, -2.5, true, false, null, \"é\\n\"], b: {}}", "x"));
  CHECK(parse_json("18446744073709551615") == Value(BigInteger{"18446744073709551615"}));
  CHECK(parse_json("-9223372036854775808") == Value(std::numeric_limits<std::int64_t>::min()));
  CHECK(parse_json("123456789012345678901234567890") == Value(BigInteger{"123456789012345678901234567890"}));
  CHECK(parse_json("1e3") == Value(1000.0));
  CHECK(parse_json(R"({"a":1,"b":2,"a":3})") == parse_yaml("{a: 3, b: 2}", "x"));
  CHECK(parse_json(R"({"a_": {"b_": 1}})").find({"a_", "b_"}));  // a mark means nothing here
}

TEST_CASE("what is no JSON is told with its place") {
  for (const auto* text :
       {"", "{", "[1,", "{\"a\"}", "\"x", "1x", "[1]]", "nul", "\"\\ud800\"", "-", "NaN", "\"\xff\""})
    CHECK(error_of([&] { parse_json(text); }).starts_with("JSON, byte "));
  CHECK(error_of([&] { parse_json("[1]]"); }) == "JSON, byte 4: not what JSON allows there");
}

TEST_CASE("nesting is bounded, however deep a file goes") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(error_of([&] { parse_json(nested(200)); }).empty());
  CHECK(error_of([&] { parse_json(nested(201)); }) == "JSON: nested more than 200 levels deep");
  CHECK_FALSE(error_of([&] { parse_json(nested(1'000'000)); }).empty());
  CHECK_FALSE(error_of([&] { parse_json(std::string(1'000'000, '[')); }).empty());
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  CHECK_FALSE(error_of([&] { parse_json(objects); }).empty());
}

TEST_CASE("many keys cost no quadratic time") {
  std::string text = "{";
  for (int i = 0; i < 50'000; ++i) text += (i > 0 ? ",\"" : "\"") + std::to_string(i) + "\":1";
  CHECK(parse_json(text + "}").get_if<Map>()->size() == 50'000);
}

TEST_CASE("members of an object by their kinds") {
  const auto object = JsonObject::parse(
      R"({"i":7,"big":4294967296,"u":18446744073709551615,"d":2,"s":"x","b":true,"n":null,"is":[1,2],"ss":["a"]})");
  REQUIRE(object);
  CHECK(object->required<int>("i") == 7);
  CHECK(object->required<std::int64_t>("big") == 4294967296);
  CHECK(object->required<std::uint64_t>("u") == 18446744073709551615u);
  CHECK(object->required<double>("d") == 2.0);
  CHECK(object->required<std::string>("s") == "x");
  CHECK(object->required<bool>("b"));
  CHECK(object->required<std::vector<int>>("is") == std::vector<int>{1, 2});
  CHECK(object->required<std::vector<std::string>>("ss") == std::vector<std::string>{"a"});
  CHECK_FALSE(object->optional<int>("n"));
  CHECK_FALSE(object->optional<int>("absent"));
  CHECK(object->value_or("absent", 3) == 3);
  CHECK(object->find("n"));
  CHECK_FALSE(object->find("absent"));
}

TEST_CASE("a member of another kind is an error that says what it should be") {
  const auto object = JsonObject::parse(R"({"big":4294967296,"neg":-1,"s":"x","mixed":[1,"a"],"b":true})");
  REQUIRE(object);
  CHECK(error_of([&] { object->required<int>("big"); }) == "'big' is not a whole number");
  CHECK(error_of([&] { object->required<std::uint64_t>("neg"); }) == "'neg' is not a whole number from 0");
  CHECK(error_of([&] { object->required<double>("s"); }) == "'s' is not a number");
  CHECK(error_of([&] { object->required<double>("b"); }) == "'b' is not a number");
  CHECK(error_of([&] { object->required<bool>("s"); }) == "'s' is not true or false");
  CHECK(error_of([&] { object->required<std::string>("neg"); }) == "'neg' is not a text");
  CHECK(error_of([&] { object->required<std::vector<int>>("mixed"); }) == "'mixed' is not a list of whole numbers");
  CHECK(error_of([&] { object->required<std::vector<std::string>>("s"); }) == "'s' is not a list of texts");
  CHECK(error_of([&] { object->required<int>("absent"); }) == "'absent' is missing");
}

TEST_CASE("what is no object is none") {
  for (const auto* text : {"", "[]", "1", "{", "null"}) CHECK_FALSE(JsonObject::parse(text));
}

TEST_CASE("values are written as strict JSON and read back") {
  const auto value =
      parse_yaml("{a: [1, -2.5, 1e-05, 90.0, true, null, \"x\\\"é\"], b: {$c: 18446744073709551615}}", "x");
  CHECK(to_json(value) == R"({"a":[1,-2.5,1e-05,90.0,true,null,"x\"é"],"b":{"$c":18446744073709551615}})");
  CHECK(parse_json(to_json(value)) == value);
  CHECK(to_json(parse_yaml("[.nan, .inf]", "x")) == "[null,null]");
  CHECK(to_json(std::string("\xff")) == "\"\xef\xbf\xbd\"");
}
