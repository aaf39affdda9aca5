#include "configs/overrides.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "value/config_key.hpp"
#include "value/leaves.hpp"
#include "value/run_keys.hpp"

namespace liftoff::configs {

namespace {

struct Assignment {
  bool adds = false;
  std::vector<std::string> path;  ///< the last part may end in `_`
  std::string text;               ///< of the value
};

std::string joined(const Assignment& assignment) { return fmt::format("{}", fmt::join(assignment.path, ".")); }

Assignment parse(const std::string& word) {
  Assignment assignment;
  assignment.adds = word.starts_with('+');
  const auto end = word.find('=');
  if (end == std::string::npos) throw usage_error(fmt::format("'{}' is no KEY=VALUE", word));
  for (std::size_t at = assignment.adds; at <= end;) {
    const auto next = std::min(word.find('.', at), end);
    assignment.path.push_back(word.substr(at, next - at));
    at = next + 1;
  }
  assignment.text = word.substr(end + 1);
  return assignment;
}

/// A list of one, so that a scalar reads as it does inside brackets; a mapping by itself, so that its keys keep marks.
Value value_of(const std::string& word, const std::string& text) {
  if (text.empty()) return std::string();
  const bool is_map = text.starts_with('{');
  try {
    auto value = parse_yaml(is_map ? "v: " + text : "v: [" + text + "]", word);
    auto& found = value.get_if<Map>()->find("v")->value;
    auto* list = found.get_if<List>();
    if (!list || is_map) return std::move(found);
    if (list->size() == 1) return std::move(list->front());
  } catch (const Error&) {
    // Said below: the parser's line numbers mean nothing here.
  }
  throw usage_error(fmt::format("'{}': what stands behind = is no YAML value", word),
                    "quote it twice, for the shell and for YAML: 'name=\"a, b\"'");
}

/// The entry of exactly this key, else the one that the key asks to replace as a whole.
MapEntry* entry_of(Map& map, const std::string& name) {
  if (auto* entry = map.find(name)) return entry;
  return map.find(value::split_config_key(name).name);
}

/// The mapping that holds the last part of the path; nullptr where there is none.
Map* holder_of(Value& configuration, const Assignment& assignment) {
  auto* map = configuration.get_if<Map>();
  for (std::size_t i = 0; map && i + 1 < assignment.path.size(); ++i) {
    auto* entry = entry_of(*map, assignment.path[i]);
    if (!entry && assignment.adds) {
      const auto [name, opaque] = value::split_config_key(assignment.path[i]);
      map->set(name, Map(), opaque);
      entry = map->find(name);
    }
    map = entry ? entry->value.get_if<Map>() : nullptr;
  }
  return map;
}

/// ", perhaps 'optim.lr'": the path that ends in what was written, or the nearest.
std::string perhaps(const Value& configuration, const std::string& key) {
  const auto near = value::nearest_path(configuration, key);
  return near ? fmt::format("; perhaps '{}' was meant", *near) : "";
}

void refuse_own_key(const std::string& key) {
  constexpr std::array own{value::run_keys::run_id, value::run_keys::out_dir, value::run_keys::cfg_dir,
                           value::run_keys::cfg_id, value::run_keys::resume};
  if (std::find(own.begin(), own.end(), key) != own.end())
    throw usage_error(fmt::format("'{}' is set by liftoff itself", key));
}

void put(Map& map, const std::string& name, Value value, Warnings& warnings) {
  auto* exact = map.find(name);
  if (exact && name.ends_with('_')) {
    exact->value = std::move(value);
    return;
  }
  const auto [bare, whole] = value::split_config_key(name);
  Map diff;
  diff.set(bare, std::move(value), whole);
  Value merged = merge(Value(std::move(map)), Value(std::move(diff)), warnings);
  map = std::move(*merged.get_if<Map>());
}

}  // namespace

void override_values(Value& configuration, const std::vector<std::string>& words, bool frozen, Warnings& warnings) {
  for (const auto& word : words) {
    const auto assignment = parse(word);
    const auto key = joined(assignment);
    refuse_own_key(key);
    auto* map = frozen && assignment.adds ? nullptr : holder_of(configuration, assignment);
    const bool known = map && entry_of(*map, assignment.path.back());
    if (frozen && (known || assignment.adds))
      throw usage_error(fmt::format("'{}': this is the configuration of a run, whose values stay", word),
                        "run it anew: name its configuration with -c in the place of its cfg.yaml");
    if (known || (map && assignment.adds)) put(*map, assignment.path.back(), value_of(word, assignment.text), warnings);
    else
      warnings.push_back(fmt::format("'{}' is left to the script: the configuration has no '{}'{}", word, key,
                                     perhaps(configuration, key)));
  }
}

}  // namespace liftoff::configs
