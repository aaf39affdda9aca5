#include <catch2/catch.hpp>
#include <liftoff/config.hpp>

#include "support.hpp"

using namespace liftoff;

namespace {

Warnings warnings;

std::string merged(const char* defaults, const char* diff) {
  warnings.clear();
  return python_str(merge(parse_yaml(defaults, "default.yaml"), parse_yaml(diff, "diff.yaml"), warnings));
}

}  // namespace

TEST_CASE("mappings merge key by key, all else is replaced", "[merge]") {
  CHECK(merged("a: {x: 1, y: 2}\nb: [1, 2]\n", "c: 3\na: {y: 5, z: 6}\nb: [3]\n") ==
        "{'a': {'x': 1, 'y': 5, 'z': 6}, 'b': [3], 'c': 3}");
  CHECK(merged("a: 1\n", "{}") == "{'a': 1}");
  CHECK(warnings.empty());
}

TEST_CASE("a key with the mark on either side is replaced as a whole and stays marked", "[merge]") {
  CHECK(merged("k_: {a: 1}\n", "k: {b: 2}\n") == "{'k_': {'b': 2}}");
  CHECK(merged("k: {a: 1}\n", "k_: {b: 2}\n") == "{'k_': {'b': 2}}");
  CHECK(merged("m: {k_: {a: 1, b: 2}}\n", "m: {k_: {b: {c_: 1}}}\n") == "{'m': {'k_': {'b': {'c_': 1}}}}");
  CHECK(warnings.empty());
}

TEST_CASE("marks inside a value that the defaults make opaque are text", "[merge]") {
  const Value value =
      merge(parse_yaml("k_: 1\n", "default.yaml"), parse_yaml("k: {a_: {b_: 1}}\n", "diff.yaml"), warnings);
  CHECK(value.find({"k", "a_", "b_"}));
  CHECK(parse_yaml(to_yaml(value), "x") == value);
}

TEST_CASE("keys with a leading underscore are replaced as a whole", "[merge]") {
  CHECK(merged("_p: {a: 1}\n_: {a: 1}\n", "_p: {b: 2}\n_: {b: 1}\n") == "{'_p': {'b': 2}, '_': {'b': 1}}");
}

TEST_CASE("a mapping that meets another kind of value warns", "[merge]") {
  CHECK(merged("a: 1\n\nm:\n  x: 1\n", "m: 3\na:\n  y: 2\n") == "{'a': {'y': 2}, 'm': 3}");
  REQUIRE(warnings.size() == 2);
  CHECK(warnings[0] == "diff.yaml:1: 'm': a value replaces the mapping from default.yaml:3");
  CHECK(warnings[1] == "diff.yaml:2: 'a': a mapping replaces the value from default.yaml:1");
}
