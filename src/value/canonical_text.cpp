#include "value/canonical_text.hpp"

#include <algorithm>
#include <vector>

#include <liftoff/yaml.hpp>

namespace liftoff::value {

namespace {

Value with_sorted_keys(const Value& value) {
  if (const auto* list = value.get_if<List>()) {
    List items;
    for (const auto& item : *list) items.push_back(with_sorted_keys(item));
    return items;
  }
  const auto* map = value.get_if<Map>();
  if (!map) return value;
  std::vector<MapEntry> entries;
  for (const auto& entry : *map) entries.push_back({entry.key, with_sorted_keys(entry.value), entry.opaque});
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return to_typed_json(a.key) < to_typed_json(b.key); });
  Map result;
  for (auto& entry : entries) result.append(std::move(entry));
  return result;
}

}  // namespace

std::string canonical_text(const Value& value) { return to_typed_json(with_sorted_keys(value)); }

}  // namespace liftoff::value
