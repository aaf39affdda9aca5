#include "value/leaves.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <liftoff/yaml.hpp>

namespace liftoff::value {

namespace {

void visit(const Value& value, std::string&& path, const UseLeaf& use) {
  const auto* map = value.get_if<Map>();
  if (!map || map->empty()) return use(std::move(path), value);
  for (const auto& entry : *map) visit(entry.value, path + "." + python_str(entry.key), use);
}

}  // namespace

void for_each_leaf(const Map& map, const UseLeaf& use, const std::function<bool(std::string_view key)>& passed_over) {
  for (const auto& entry : map)
    if (auto key = python_str(entry.key); !passed_over || !passed_over(key)) visit(entry.value, std::move(key), use);
}

bool is_of_the_run(std::string_view key) {
  constexpr std::array<std::string_view, 10> keys{
      "run_id", "out_dir", "cfg_dir", "resume",     "title",
      "cfg_id", "comment", "commit",  "experiment", "_experiment_parameters"};
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

}  // namespace liftoff::value
