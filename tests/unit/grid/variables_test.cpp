#include <catch2/catch.hpp>
#include <liftoff/config.hpp>

#include "grid/variables.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::grid;
using test::error_of;

namespace {

std::vector<Variable> variables(const char* yaml) { return read_variables(parse_yaml(yaml, "config.yaml")); }

std::string names(const char* yaml) {
  std::string all;
  for (const auto& variable : variables(yaml)) all += variable.name + " ";
  return all;
}

std::string config_error(const std::string& yaml) {
  return error_of([&] { read_variables(parse_yaml(yaml, "config.yaml")); });
}

}  // namespace

TEST_CASE("names are the shortest suffixes that differ", "[variables]") {
  CHECK(names("x: [1]\nyz: {y: [1], z: [2]}\n") == "z y x ");
  CHECK(names("a: {lr: [1], b: {lr: [1]}}\nc: {b: {lr: [1]}}\n") == "c.b.lr a.b.lr a.lr ");
  CHECK(names("lr: [1]\na: {lr: [1]}\n") == "a.lr lr ");
  CHECK(names("o: {args_: [1]}\nm: {args: [1]}\n") == "m.args o.args_ ");
  CHECK(names("k_: {30: [1], x_: [2]}\n") == "x_ 30 ");
}

TEST_CASE("what cannot be a variable is refused by name and line", "[variables]") {
  CHECK(config_error("a: [1]\nb:\n  c: 5\n") ==
        "config.yaml:3: 'b.c' needs a list of values | write [5] for a single value");
  const auto hint = [](const std::string& written) { return config_error("a: " + written + "\n").substr(44); };
  CHECK(hint("") == "write [null] for a single value");
  CHECK(hint("b, c") == "write ['b, c'] for a single value");
  CHECK(hint("''") == "write [''] for a single value");
  CHECK(hint("\"b\\n[\"") == "write [\"b\\n[\"] for a single value");
  CHECK(hint("'1'") == "write ['1'] for a single value");
  CHECK(config_error("a: []\n") ==
        "config.yaml:1: 'a' has an empty list of values | give it a value or take the key out");
  CHECK(config_error("a:\n").find("config.yaml:1: 'a' needs a list") == 0);
  CHECK(config_error("title: [1]\n").find("config.yaml:1: 'title' cannot be a variable: liftoff sets 'title' itself") ==
        0);
  CHECK(config_error("") ==
        "config.yaml:1: there are no variables | write a list of values for each key that shall vary, such as "
        "'lr: [0.1, 0.01]'");
  CHECK(config_error("[1, 2]").find("config.yaml:1: this needs to be a mapping whose leaves are lists of values") == 0);
  CHECK(config_error("a.b: [1]\na: {b: [1]}\nb: [1]\n")
            .find("'a.b' has the same name as the variable on line 2 | rename one of them") != std::string::npos);
}

TEST_CASE("variables come in the order of the original: what is written last comes first") {
  const auto all = variables("a: [1]\nb: {c: [2, 3], d: [4]}\nfilter_out: []\n");
  REQUIRE(all.size() == 3);
  CHECK(dotted(all[0].path) == "b.d");
  CHECK(dotted(all[1].path) == "b.c");
  CHECK(dotted(all[2].path) == "a");
  CHECK(all[1].values == List{2, 3});
  CHECK(all[1].mark.line == 2);
}
