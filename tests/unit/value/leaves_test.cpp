#include "value/leaves.hpp"

#include <catch2/catch.hpp>
#include <liftoff/yaml.hpp>

using namespace liftoff;
using namespace liftoff::value;

TEST_CASE("leaves come in order, with their keys joined by dots") {
  const auto config = parse_yaml("a: {b: 1, c: {}, d_: {30: [2]}}\ne:\n", "x");
  std::string found;
  const auto put = [&](std::string&& path, const Value& value) { found += path + "=" + python_str(value) + " "; };
  for_each_leaf(*config.get_if<Map>(), put);
  CHECK(found == "a.b=1 a.c={} a.d.30=[2] e=None ");
  found.clear();
  for_each_leaf(*config.get_if<Map>(), put, [](std::string_view key) { return key == "a"; });
  CHECK(found == "e=None ");
}
