#include <filesystem>

#include <catch2/catch.hpp>
#include <liftoff/config.hpp>

#include "configs/prepare.hpp"
#include "support.hpp"
#include "value/json_object.hpp"
#include "value/json_read.hpp"

using namespace liftoff;
using namespace liftoff::configs;

namespace {

/// As the golden files say it: names without the opaque mark where `bare`.
Value plain(const Value& value, bool bare) {
  if (const auto* map = value.get_if<Map>()) {
    Map object;
    for (const auto& entry : *map)
      object.set(python_str(entry.key) + (entry.opaque && !bare ? "_" : ""), plain(entry.value, bare));
    return object;
  }
  if (const auto* list = value.get_if<List>()) {
    List array;
    for (const auto& item : *list) array.push_back(plain(item, bare));
    return array;
  }
  return value;
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

void check_configurations(const List& expected, const test::TempDir& dir, const std::string& name) {
  ConfigSelection selection;
  selection.configs_dir = dir.path();
  selection.experiment = name;
  Warnings warnings;
  std::size_t i = 0;
  for_each_configuration(selection, warnings, [&](Configuration&& c) {
    REQUIRE(i < expected.size());
    const value::JsonObject golden(*expected[i++].get_if<Map>());
    INFO(golden.required<std::string>("file"));
    CHECK(c.file + ".yaml" == golden.required<std::string>("file"));
    CHECK(c.title == golden.required<std::string>("title"));
    CHECK(python_equal(plain(read_yaml(dir / (name + "/" + c.file + ".yaml")), false), *golden.find("generated")));
    CHECK(python_equal(plain(without_added_keys(c.value), true), *golden.find("merged")));
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
      const auto expected = value::parse_json(test::slurp(source + "/expected.json"));
      const auto* configs = expected.find({"configs"});
      PrepareRequest request;
      request.experiment = name;
      request.configs_dir = dir.path();
      if (expected.find({"error"}) || configs->get_if<List>()->empty()) {
        const auto error = test::error_of([&] { prepare(request); });
        CHECK(error.find(name + "/config.yaml:") != std::string::npos);
        CHECK(std::distance(std::filesystem::directory_iterator(dir / name), {}) == 2);
        continue;
      }
      CHECK(prepare(request).count() == static_cast<std::int64_t>(configs->get_if<List>()->size()));
      check_configurations(*configs->get_if<List>(), dir, name);
    }
  }
}
