#include "value/leaves.hpp"

#include <algorithm>
#include <vector>

#include <liftoff/yaml.hpp>

#include "text/nearest.hpp"

namespace liftoff::value {

namespace {

void collect_paths(const Value& value, const std::string& path, std::vector<std::string>& paths) {
  if (!path.empty()) paths.push_back(path);
  const auto* map = value.get_if<Map>();
  if (!map) return;
  for (const auto& entry : *map)
    collect_paths(entry.value, path.empty() ? key_text(entry) : path + "." + key_text(entry), paths);
}

}  // namespace

std::string key_text(const MapEntry& entry) { return python_str(entry.key); }

std::optional<std::string> nearest_path(const Value& value, const std::string& path) {
  std::vector<std::string> paths;
  collect_paths(value, {}, paths);
  const auto ends = std::find_if(paths.begin(), paths.end(), [&](const auto& p) { return p.ends_with("." + path); });
  return ends != paths.end() ? std::optional(*ends) : text::nearest(path, paths);
}

}  // namespace liftoff::value
