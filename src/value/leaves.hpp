#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <liftoff/value.hpp>

namespace liftoff::value {

/// The text of a key, as Python's str() prints it.
std::string key_text(const MapEntry& entry);

/// The path that was probably meant by one that is not there: the first that ends in it, or the nearest in letters.
std::optional<std::string> nearest_path(const Value& value, const std::string& path);

/// Calls `use(path, value)` for each value below `value` that is no mapping (or an empty one); `path` holds its keys,
/// joined by dots, behind the given ones.
template <class Use> void for_each_leaf_below(const Value& value, std::string&& path, const Use& use) {
  const auto* map = value.get_if<Map>();
  if (!map || map->empty()) return use(std::move(path), value);
  for (const auto& entry : *map) for_each_leaf_below(entry.value, path + '.' + key_text(entry), use);
}

/// The same for all of a mapping. `passed_over(key)` says of a key at the top whether all below it is left out.
template <class Use, class PassedOver>
void for_each_leaf(const Map& map, const Use& use, const PassedOver& passed_over) {
  for (const auto& entry : map)
    if (auto key = key_text(entry); !passed_over(key)) for_each_leaf_below(entry.value, std::move(key), use);
}

template <class Use> void for_each_leaf(const Map& map, const Use& use) {
  for_each_leaf(map, use, [](std::string_view) { return false; });
}

}  // namespace liftoff::value
