#include <chrono>
#include <cmath>
#include <random>

#include <catch2/catch.hpp>
#include <liftoff/config.hpp>

#include "posix/capture.hpp"
#include "support.hpp"
#include "value/parse_yaml.hpp"
#include "value/random_value.hpp"
#include "value/yaml_out.hpp"

using namespace liftoff;

namespace {

std::string yaml_of(const char* source) { return to_yaml(parse_yaml(source, "x")); }

}  // namespace

TEST_CASE("block style, keys in order", "[yaml_out]") {
  CHECK(yaml_of("{b: 1, a: {y: [1, [2, 3], {z: 1, w: {}}], x_: {q_: 1, 30: s}}, e: []}") ==
        "b: 1\na:\n  y:\n    - 1\n    - - 2\n      - 3\n    - z: 1\n      w: {}\n  x_:\n    q_: 1\n    30: s\ne: []\n");
  CHECK(to_yaml(Map()) == "{}\n");
  CHECK(to_yaml(Value()) == "null\n");
}

TEST_CASE("strings are plain where every reader agrees, else quoted", "[yaml_out]") {
  const std::pair<const char*, const char*> cases[] = {{"relu", "relu\n"},
                                                       {"y=10; x=1", "y=10; x=1\n"},
                                                       {"", "''\n"},
                                                       {"true", "'true'\n"},
                                                       {"010", "'010'\n"},
                                                       {"1e-3", "'1e-3'\n"},
                                                       {"~", "'~'\n"},
                                                       {"2018-01-01", "'2018-01-01'\n"},
                                                       {"=", "'='\n"},
                                                       {"<<", "'<<'\n"},
                                                       {"a: b", "'a: b'\n"},
                                                       {"a #b", "'a #b'\n"},
                                                       {"it's", "it's\n"},
                                                       {"'q'", "'''q'''\n"},
                                                       {"a\nb", "\"a\\nb\"\n"},
                                                       {" x", "' x'\n"},
                                                       {"x ", "'x '\n"},
                                                       {"k:", "'k:'\n"},
                                                       {"-", "'-'\n"},
                                                       {"---", "'---'\n"},
                                                       {"@x", "'@x'\n"},
                                                       {"\x85", "\"\\udc85\"\n"},
                                                       {"\u0085", "\"\\x85\"\n"},
                                                       {"\u2028", "\"\\u2028\"\n"},
                                                       {"\u00e9t\u00e9", "\u00e9t\u00e9\n"},
                                                       {"\x01\"\\", "\"\\x01\\\"\\\\\"\n"},
                                                       {"n", "n\n"},
                                                       {"a/b", "a/b\n"}};
  for (const auto& [text, expected] : cases) {
    INFO(text);
    CHECK(to_yaml(Value(text)) == expected);
    CHECK(parse_yaml(to_yaml(Value(text)), "x") == Value(text));
  }
}

TEST_CASE("in one line, as inside brackets", "[yaml_out]") {
  for (const auto* text :
       {"[null, true, 1.0e-05, None, '1', 'a, b', 'a]', \"{\\n\", {a: [], 30: {b: ''}}]", "{}", "x", "'[]'"})
    CHECK(value::yaml_flow(value::parse_yaml_data(text, "x")) == text);
  CHECK(value::yaml_flow(parse_yaml("a_: {b_: 1}", "x")) == "{a_: {b_: 1}}");
}

TEST_CASE("floats have a point and a signed exponent", "[yaml_out]") {
  CHECK(to_yaml(1e-5) == "1.0e-05\n");
  CHECK(to_yaml(1e16) == "1.0e+16\n");
  CHECK(to_yaml(1.0) == "1.0\n");
  CHECK(to_yaml(INFINITY) == ".inf\n");
  CHECK(to_yaml(-INFINITY) == "-.inf\n");
  CHECK(to_yaml(NAN) == ".nan\n");
}

TEST_CASE("what is written reads back", "[yaml_out]") {
  std::mt19937 random(20180428);
  for (int i = 0; i < 3000; ++i) {
    const Value value = test::random_configuration(random);
    const auto yaml = to_yaml(value);
    INFO(yaml);
    CHECK(parse_yaml(yaml, "x") == value);
    CHECK(parse_typed_json(to_typed_json(value)) == value);
  }
}

TEST_CASE("what is written reads back in PyYAML", "[yaml_out]") {
  const test::TempDir dir;
  std::mt19937 random(4711);
  std::string lines;
  for (int i = 0; i < 3000; ++i) {
    const Value value = test::random_configuration(random);
    lines += to_typed_json(List{to_yaml(value), to_typed_json(value)}) + "\n";
  }
  Map map;
  map.set(std::string(3000, 'k'), List{1, List{2}, Map()});
  map.set(std::string(2000, '\''), 1);
  map.set("n", BigInteger{"-1" + std::string(5000, '3')});
  lines += to_typed_json(List{to_yaml(map), to_typed_json(map)}) + "\n";
  dir.write("cases", lines);
  const auto compared = posix::capture(
      {"/usr/bin/python3", "-B", test::tests_path("harness/compare_yaml.py"), dir / "cases"}, std::chrono::minutes(2));
  REQUIRE(compared);
  if (compared->status == 77) {
    WARN("PyYAML is not installed");
    return;
  }
  INFO(compared->out << compared->err);
  CHECK(compared->status == 0);
}

TEST_CASE("keys too long for one line, integers too long for Python", "[yaml_out]") {
  Map inner, map;
  inner.set("a", 1);
  map.set(std::string(3000, 'k'), inner);
  map.set(std::string(2000, 'l'), List{1, List{2}});
  map.set("n", BigInteger{"1" + std::string(5000, '3')});
  CHECK(parse_yaml(to_yaml(map), "x") == Value(map));
  CHECK(to_yaml(map).find("n: 0x") != std::string::npos);
}
