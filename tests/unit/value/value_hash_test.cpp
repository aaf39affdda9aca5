#include "value/value_hash.hpp"

#include <catch2/catch.hpp>

#include <set>

#include <liftoff/yaml.hpp>

using namespace liftoff;

namespace {

std::size_t hash_of(const char* yaml) { return value::ValueHash{}(parse_yaml("v: " + std::string(yaml), "test")); }

}  // namespace

TEST_CASE("equal values have equal hashes") {
  for (const char* text : {"null", "1", "0.5", ".nan", "a", "[1, [a]]", "{a: 1}", "100000000000000000000"})
    CHECK(hash_of(text) == hash_of(text));
  CHECK(value::ValueHash{}(Value(0.0)) == value::ValueHash{}(Value(-0.0)));
}

TEST_CASE("values that differ in kind, order or depth have different hashes") {
  std::set<std::size_t> hashes;
  const auto texts = {"null", "1", "1.0", "true", "'1'", "[1]", "[[1]]", "[1, 2]", "[2, 1]", "{a: 1}", "{a: 2}", "{}"};
  for (const char* text : texts) hashes.insert(hash_of(text));
  CHECK(hashes.size() == texts.size());
}
