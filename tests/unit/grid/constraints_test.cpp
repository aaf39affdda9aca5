#include <catch2/catch.hpp>
#include <liftoff/config.hpp>

#include "grid/constraints.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::grid;
using test::error_of;

namespace {

std::string filter_error(const std::string& yaml) {
  return error_of([&] {
    const Value config = parse_yaml(yaml, "config.yaml");
    read_filters(config, read_variables(config));
  });
}

}  // namespace

TEST_CASE("filters name one variable and values of its domain", "[filters]") {
  const std::string config = "a: {lr: [1, 2, true]}\nb: {lr: [x, 1.0]}\nx_: [1]\nfilter_out:\n- ";
  const auto with = [&](const std::string& filter) { return filter_error(config + filter + "\n"); };
  CHECK(with("{left: {a: lr}, right: {b: lr}, exclude: [[1, x]]}").empty());
  CHECK(with("{left: x, right: {b: lr}, exclude: [[1, 1]]}").empty());
  CHECK(with("{left: lr, right: x, exclude: [[1, 1]]}")
            .find("config.yaml:5: filter_out: 'lr' could be any of b.lr, a.lr | say which one by a "
                  "nesting such as {optim: lr}") == 0);
  CHECK(with("{left: nope, right: x, exclude: [[1, 1]]}") ==
        "config.yaml:5: filter_out: 'nope' is not a variable | the variables are x_, b.lr, a.lr");
  CHECK(with("{left: x, right: {a: lr}, exclude: [[1, 9]]}") ==
        "config.yaml:5: filter_out: 9 is not a value of 'a.lr' | its values are [1, 2, true]");
  CHECK(with("{left: x, right: {a: lr}, exclude: [[1, '1']]}").find("'1' is not a value of") != std::string::npos);
  CHECK(with("{left: x, right: {a: lr}}").find("'exclude' is missing") != std::string::npos);
  CHECK(with("{left: x, right: {a: lr}, exclude: 3}").find("'exclude' needs a list of pairs") != std::string::npos);
  CHECK(with("{left: x, right: {a: lr}, exclude: [[1]]}").find("[1] is not a pair") != std::string::npos);
  CHECK(with("{left: x, right: {a: lr, b: lr}, exclude: []}") ==
        "config.yaml:5: filter_out: a nested name has exactly one key on each level | write {optim: lr} for the "
        "variable optim.lr");
  CHECK(with("{left: x, right: {a: lr}, exclude: [], also: 1}").find("'also' is not a key of a filter") !=
        std::string::npos);
  CHECK(with("left").find("left is not a filter") != std::string::npos);
  CHECK(filter_error("x: [1]\nfilter_out: {left: x}\n")
            .find("config.yaml:2: filter_out: it needs to be a list of filters") == 0);

  CHECK(with("{left: [x], right: {a: lr}, exclude: []}").find("[x] is not the name of a variable") !=
        std::string::npos);

  CHECK(filter_error("a: [null, 1]\nb: ['2', 'x, y']\nfilter_out:\n- {left: a, right: b, exclude: [[None, 2]]}\n") ==
        "config.yaml:4: filter_out: 2 is not a value of 'b' | its values are ['2', 'x, y']");
  CHECK(filter_error("a: [null, 1]\nb: [2]\nfilter_out:\n- {left: a, right: b, exclude: [[None, 2]]}\n") ==
        "config.yaml:4: filter_out: None is not a value of 'a' | its values are [null, 1]");

  const Value parsed = parse_yaml(config + "{left: {a: lr}, right: x, exclude: [[1, 1]]}\n", "config.yaml");
  CHECK(read_filters(parsed, read_variables(parsed)).size() == 2);  // 1 == True
}
