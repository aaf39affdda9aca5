#include "results/python_conditions.hpp"

#include <catch2/catch.hpp>

#include <liftoff/yaml.hpp>

using namespace liftoff;
using namespace liftoff::results;

namespace {

/// "holds", "fails", "KEY is missing" or "KEY is no mapping".
std::string judged(const char* conditions, const char* configuration) {
  const auto wanted = parse_typed_json(conditions);
  const auto verdict =
      judge_python_conditions(*wanted.get_if<Map>(), *parse_yaml(configuration, "cfg.yaml").get_if<Map>());
  if (const auto* missing = std::get_if<MissingKey>(&verdict)) return missing->key + " is missing";
  if (const auto* other = std::get_if<NotAMapping>(&verdict)) return other->key + " is no mapping";
  return std::get<bool>(verdict) ? "holds" : "fails";
}

}  // namespace

TEST_CASE("values are compared as Python does") {
  CHECK(judged(R"({"lr": 1})", "lr: 1.0\n") == "holds");
  CHECK(judged(R"({"lr": true})", "lr: 1\n") == "holds");
  CHECK(judged(R"({"lr": "1"})", "lr: 1\n") == "fails");
  CHECK(judged(R"({"l": [1, 2]})", "l: [1, 2]\n") == "holds");
  CHECK(judged("{}", "lr: 1\n") == "holds");
}

TEST_CASE("nested conditions look into nested mappings") {
  CHECK(judged(R"({"optim": {"lr": 1}})", "optim: {lr: 1, k: 2}\n") == "holds");
  CHECK(judged(R"({"optim": {"lr": 2}})", "optim: {lr: 1}\n") == "fails");
  CHECK(judged(R"({"optim": {}})", "optim: 3\n") == "holds");
  CHECK(judged(R"({"optim": {"k": 1}})", "optim: {lr: 1}\n") == "optim.k is missing");
  CHECK(judged(R"({"optim": {"k": 1}})", "optim: 3\n") == "optim is no mapping");
}

TEST_CASE("nothing is looked at after the first condition that fails") {
  CHECK(judged(R"({"lr": 2, "none": 1})", "lr: 1\n") == "fails");
  CHECK(judged(R"({"none": 1, "lr": 2})", "lr: 1\n") == "none is missing");
}
