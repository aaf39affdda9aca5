#include <cmath>

#include <catch2/catch.hpp>
#include <liftoff/config.hpp>

#include "support.hpp"
#include "value/big_integer.hpp"
#include "value/json_object.hpp"
#include "value/json_read.hpp"
#include "value/python_text.hpp"
#include "value/scalar.hpp"

using namespace liftoff;
using namespace liftoff::value;

namespace {

std::string kind_of(const Value& value) {
  if (value.is_null()) return "null";
  if (value.get_if<bool>()) return "bool";
  if (value.get_if<double>()) return "float";
  if (value.is_string()) return "str";
  return value.is_scalar() ? "int" : "collection";
}

}  // namespace

TEST_CASE("scalars resolve as OmegaConf resolves them", "[scalar]") {
  const auto golden = parse_json(test::slurp(test::tests_path("golden/scalars.json")));
  const auto& cases = *golden.get_if<List>();
  REQUIRE(cases.size() > 70);
  for (const auto& one : cases) {
    const JsonObject c(*one.get_if<Map>());
    const auto text = c.required<std::string>("text");
    INFO("scalar: " << text);
    const Value value = parse_yaml("key: " + text + "\n", "scalars.yaml").find({"key"})[0];
    CHECK(kind_of(value) == c.required<std::string>("type"));
    CHECK(python_str(value) == c.required<std::string>("str"));
  }
}

static const std::pair<const char*, Value> at_the_edges[] = {
    {"0x_", "0x_"},
    {"0b_", "0b_"},
    {"0_", 0},
    {"-0", 0},
    {"+0x1f", 31},
    {"-0b11", -3},
    {"1_e5", "1_e5"},
    {"1__0", 10},
    {"1:60", "1:60"},
    {"1:5", 65},
    {"01:30", "01:30"},
    {"1:30.5", 90.5},
    {"-1:30.", -90.0},
    {"._5", "._5"},
    {".5_0", 0.5},
    {".5e3", ".5e3"},
    {".5e+3", 500.0},
    {"1e400", INFINITY},
    {"1e-400", 0.0},
    {"-", "-"},
    {"+", "+"},
    {".", "."},
    {"..", ".."},
    {"1e5_", "1e5_"},
    {"0o7", "0o7"},
    {"tRUE", "tRUE"},
    {"ON", true},
    {"=", "="},
    {"<<", "<<"},
    {"1.5.", "1.5."},
    {"9223372036854775807", std::int64_t{INT64_MAX}},
    {"9223372036854775808", BigInteger{"9223372036854775808"}},
    {"-9223372036854775808", std::int64_t{INT64_MIN}},
    {"0xFFFFFFFFFFFFFFFFF", BigInteger{"295147905179352825855"}},
    {"-07777777777777777777777777", BigInteger{"-37778931862957161709567"}},
    {"123456789012345678901:30", BigInteger{"7407407340740740734090"}},
    {"00000000000000000000000000012", 10}};

TEST_CASE("scalars at the edges of the patterns", "[scalar]") {
  for (const auto& [text, expected] : at_the_edges) {
    INFO("scalar: " << text);
    CHECK(resolve_scalar(text) == expected);
  }
}

TEST_CASE("long integers keep their value in any base", "[scalar]") {
  const std::string digits = "1" + std::string(5000, '0') + "7";
  CHECK(resolve_scalar(digits) == Value(BigInteger{digits}));
  CHECK(resolve_scalar("-" + digits) == Value(BigInteger{"-" + digits}));
  CHECK(resolve_scalar(hexadecimal(BigInteger{"-" + digits})) == Value(BigInteger{"-" + digits}));
}

TEST_CASE("floats print as Python prints them", "[python_text]") {
  const std::pair<double, const char*> cases[] = {{0.1, "0.1"},
                                                  {1e-5, "1e-05"},
                                                  {0.0001, "0.0001"},
                                                  {1e16, "1e+16"},
                                                  {1e15, "1000000000000000.0"},
                                                  {-0.0, "-0.0"},
                                                  {1.5e-7, "1.5e-07"},
                                                  {1e100, "1e+100"},
                                                  {5e-324, "5e-324"},
                                                  {123456.75, "123456.75"},
                                                  {1.7976931348623157e308, "1.7976931348623157e+308"},
                                                  {NAN, "nan"},
                                                  {-INFINITY, "-inf"},
                                                  {12345678901234567.0, "1.2345678901234568e+16"}};
  for (const auto& [number, text] : cases) CHECK(float_repr(number) == text);
}

TEST_CASE("containers print as Python prints them", "[python_text]") {
  const auto str = [](const char* yaml) { return python_str(parse_yaml(yaml, "x")); };
  CHECK(str("[1, a, ~, true, 1e-5, {b: [], 30: 0.1}]") == "[1, 'a', None, True, 1e-05, {'b': [], 30: 0.1}]");
  CHECK(str("[it's]") == "[\"it's\"]");
  CHECK(str("['it''s \"x\"']") == "['it\\'s \"x\"']");
  CHECK(str("[\"a\\nb\\t\\\\\\x00\\x7f\\u00e9\\u2028\\U0001F600\"]") ==
        "['a\\nb\\t\\\\\\x00\\x7f\u00e9\\u2028\U0001F600']");
  CHECK(python_str(List{Value("\xff")}) == "['\\udcff']");
  CHECK(python_str(Value("plain 'text'")) == "plain 'text'");
}

TEST_CASE("values compare as in Python", "[python_equal]") {
  CHECK(python_equal(1, 1.0));
  CHECK(python_equal(true, 1));
  CHECK(python_equal(1.0, true));
  CHECK(python_equal(false, 0.0));
  CHECK_FALSE(python_equal("1", 1));
  CHECK_FALSE(python_equal({}, false));
  CHECK(python_equal({}, {}));
  CHECK_FALSE(python_equal(NAN, NAN));
  CHECK_FALSE(python_equal(std::int64_t{9007199254740993}, 9007199254740992.0));
  CHECK(python_equal(BigInteger{"100000000000000000000"}, 1e20));
  CHECK_FALSE(python_equal(BigInteger{"100000000000000000001"}, 1e20));
  CHECK(python_equal(List{1, 2}, List{1.0, 2}));
  CHECK_FALSE(python_equal(List{1}, List{1, 1}));
  CHECK(python_equal(parse_yaml("{a: 1, b: 2}", "x"), parse_yaml("{b: 2.0, a: true}", "x")));
  CHECK_FALSE(python_equal(parse_yaml("{a: 1}", "x"), parse_yaml("{b: 1}", "x")));
}
