#include <filesystem>
#include <nlohmann/json.hpp>

#include <catch2/catch.hpp>
#include <liftoff/config.hpp>

#include "configs/prepare.hpp"
#include "support.hpp"

using namespace liftoff;
using namespace liftoff::configs;

namespace {

using nlohmann::json;

/// As the golden files say it: names without the opaque mark where `bare`.
json plain(const Value& value, bool bare) {
  if (const auto* map = value.get_if<Map>()) {
    json object = json::object();
    for (const auto& entry : *map)
      object[python_str(entry.key) + (entry.opaque && !bare ? "_" : "")] = plain(entry.value, bare);
    return object;
  }
  if (const auto* list = value.get_if<List>()) {
    json array = json::array();
    for (const auto& item : *list) array.push_back(plain(item, bare));
    return array;
  }
  if (const auto* flag = value.get_if<bool>()) return *flag;
  if (const auto* number = value.get_if<std::int64_t>()) return *number;
  if (const auto* number = value.get_if<double>()) return *number;
  if (const auto* text = value.get_if<std::string>()) return *text;
  return nullptr;
}

std::vector<std::string> golden_cases() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(test::tests_path("golden/prepare")))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

/// What a merged configuration holds beyond the files.
Value without_added_keys(Value value) {
  for (const auto* key : {"experiment", "cfg_id", "comment", "commit"}) value.get_if<Map>()->erase(key);
  return value;
}

void check_configurations(const json& expected, const test::TempDir& dir, const std::string& name) {
  ConfigSelection selection;
  selection.configs_dir = dir.path();
  selection.experiment = name;
  Warnings warnings;
  std::size_t i = 0;
  for_each_configuration(selection, warnings, [&](Configuration&& c) {
    REQUIRE(i < expected.size());
    const auto& golden = expected[i++];
    INFO(golden.at("file"));
    CHECK(c.file + ".yaml" == golden.at("file").get<std::string>());
    CHECK(c.title == golden.at("title").get<std::string>());
    CHECK(plain(read_yaml(dir / (name + "/" + c.file + ".yaml")), false) == golden.at("generated"));
    CHECK(plain(without_added_keys(c.value), true) == golden.at("merged"));
    CHECK(parse_yaml(to_yaml(c.value), "cfg.yaml") == c.value);
  });
  CHECK(i == expected.size());
  CHECK(warnings.empty());
}

}  // namespace

TEST_CASE("what the original made of config.yaml, we make of it", "[prepare]") {
  for (const auto& name : golden_cases()) {
    DYNAMIC_SECTION(name) {
      const test::TempDir dir;
      const auto source = test::tests_path("golden/prepare/" + name);
      for (const auto* file : {"/default.yaml", "/config.yaml"}) dir.write(name + file, test::slurp(source + file));
      const auto expected = json::parse(test::slurp(source + "/expected.json"));
      PrepareRequest request;
      request.experiment = name;
      request.configs_dir = dir.path();
      if (expected.contains("error") || expected.at("configs").empty()) {
        const auto error = test::error_of([&] { prepare(request); });
        CHECK(error.find(name + "/config.yaml:") != std::string::npos);
        CHECK(std::distance(std::filesystem::directory_iterator(dir / name), {}) == 2);
        continue;
      }
      CHECK(prepare(request).count == static_cast<std::int64_t>(expected.at("configs").size()));
      check_configurations(expected.at("configs"), dir, name);
    }
  }
}
