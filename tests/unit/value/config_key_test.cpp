#include "value/config_key.hpp"

#include <catch2/catch.hpp>
#include <liftoff/yaml.hpp>

using namespace liftoff;
using namespace liftoff::value;

TEST_CASE("keys keep their trailing underscore where the name would mean something else without") {
  const auto split = [](std::string_view written) {
    const auto key = split_config_key(written);
    return std::string(key.name) + (key.opaque ? " opaque" : "");
  };
  CHECK(split("args") == "args");
  CHECK(split("args_") == "args opaque");
  CHECK(split("args__") == "args opaque");
  CHECK(split("_") == "_");
  CHECK(split("___") == "___");
  CHECK(split("_args") == "_args");
  CHECK(split("_target_") == "_target_ opaque");
  CHECK(split("_component_") == "_component_ opaque");
  CHECK(split("lambda") == "lambda");
  CHECK(split("lambda_") == "lambda_ opaque");
  CHECK(split("None_") == "None_ opaque");
  CHECK(split("lambdas_") == "lambdas opaque");
}

TEST_CASE("configurations are written with the keys that they were read with") {
  for (const std::string text : {"lambda_: 0.1\n", "_target_: a.b\n", "args_:\n  lambda_: 1\n  x_: 2\n", "_x: 1\n",
                                 "optim:\n  _target_: SGD\n  lambda_:\n    a_: 1\n"}) {
    INFO(text);
    const auto value = parse_yaml(text, "t");
    CHECK(to_yaml(value) == text);
    CHECK(parse_typed_json(to_typed_json(value)) == value);
  }
}
