#include "metrics/parameters.hpp"

#include <catch2/catch.hpp>

#include <liftoff/yaml.hpp>

using namespace liftoff;
using namespace liftoff::metrics;

namespace {

Map map_of(const char* yaml) { return *parse_yaml(yaml, "test").get_if<Map>(); }

}  // namespace

TEST_CASE("equal keys and equal values have equal numbers") {
  Parameters parameters;
  const auto first = parameters.numbers_of(map_of("optim: {lr: 0.1, k: 1}\nrun_id: 3\n"));
  const auto second = parameters.numbers_of(map_of("optim: {lr: 0.2, k: 1}\nx: [1, {a: 2}]\nout_dir: o\n"));
  CHECK(parameters.keys() == std::vector<std::string>{"optim.lr", "optim.k", "x"});
  REQUIRE(first.size() == 2);
  REQUIRE(second.size() == 3);
  CHECK(first[1] == second[1]);
  CHECK(first[0].first == second[0].first);
  CHECK(first[0].second != second[0].second);
  CHECK(*parameters.value(first, 0) == Value(0.1));
  CHECK(*parameters.value(second, 0) == Value(0.2));
  CHECK(parameters.value(first, 2) == nullptr);
}

TEST_CASE("values of different kinds are different values") {
  Parameters parameters;
  const auto numbers = parameters.numbers_of(map_of("a: 1\nb: 1.0\nc: true\nd: '1'\ne: 1\nf: .nan\ng: .nan\n"));
  REQUIRE(numbers.size() == 7);
  for (std::size_t i = 1; i < 4; ++i) CHECK(numbers[i].second == i);
  CHECK(numbers[4].second == numbers[0].second);
  CHECK(numbers[5].second == numbers[6].second);
}

TEST_CASE("values stay where they are as others come, and when the whole is moved") {
  Parameters filling;
  const auto first = filling.numbers_of(map_of("a: first\n"));
  for (int i = 0; i < 1000; ++i) {
    Map map;
    map.set("a", i);
    filling.numbers_of(map);
  }
  const auto moved = std::move(filling);
  CHECK(*moved.value(first, 0) == Value("first"));
}

TEST_CASE("a key is found by its name, or by a suffix that only one has") {
  Parameters parameters;
  parameters.numbers_of(map_of("optim: {lr: 1, k: 2}\nmodel: {k: 3}\nk: 4\n"));
  CHECK(parameters.find("optim.lr") == 0u);
  CHECK(parameters.find("lr") == 0u);
  CHECK(parameters.find("k") == 3u);
  parameters.numbers_of(map_of("a: {lr: 1}\n"));
  CHECK_FALSE(parameters.find("lr"));
  CHECK_FALSE(parameters.find("r"));
  CHECK(parameters.suggest("lr") == "did you mean optim.lr or a.lr?");
}

TEST_CASE("what was meant by a name that no key has") {
  Parameters parameters;
  CHECK(parameters.suggest("lr") == "the configurations have no parameters");
  parameters.numbers_of(map_of("optim: {momentum: 1}\nseed: 2\n"));
  CHECK(parameters.suggest("sed") == "did you mean seed?");
  CHECK(parameters.suggest("momentun") == "did you mean momentum?");
  CHECK(parameters.suggest("zzz") == "parameters are optim.momentum, seed");
}
