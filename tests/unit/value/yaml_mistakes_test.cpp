#include "value/yaml_mistakes.hpp"

#include <fmt/core.h>
#include <catch2/catch.hpp>
#include <liftoff/config.hpp>

#include "support.hpp"
#include "value/json_object.hpp"
#include "value/json_read.hpp"

using namespace liftoff;
using test::error_of;

TEST_CASE("the commonest mistakes are called by their name, on their line") {
  const auto cases = value::parse_json(test::slurp(test::tests_path("golden/yaml_mistakes.json")));
  CHECK(cases.get_if<List>()->size() > 70);
  for (const auto& one : *cases.get_if<List>()) {
    const value::JsonObject mistake(*one.get_if<Map>());
    const auto told = error_of([&] { parse_yaml(mistake.required<std::string>("text"), "f.yaml"); });
    INFO(mistake.required<std::string>("name") << ":\n" << mistake.required<std::string>("text"));
    const auto begin =
        fmt::format("f.yaml:{}: {}", mistake.required<std::int64_t>("line"), mistake.required<std::string>("says"));
    CHECK(told.substr(0, begin.size()) == begin);
    const auto hint = mistake.value_or<std::string>("hint", {});
    CHECK(told.find(hint.empty() ? "" : " | " + hint) != std::string::npos);
  }
}
