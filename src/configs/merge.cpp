#include <utility>

#include <fmt/core.h>

#include <liftoff/config.hpp>

#include "value/config_key.hpp"
#include "value/key_index.hpp"

namespace liftoff {

namespace {

std::string place(const MapEntry& entry) {
  const auto& mark = entry.key.mark;
  return mark.file ? fmt::format("{}:{}", *mark.file, mark.line) : "the defaults";
}

std::string path_of(const std::string& parent, const MapEntry& entry) {
  return parent.empty() ? python_str(entry.key) : fmt::format("{}.{}", parent, python_str(entry.key));
}

/// Keys with a leading `_` are bookkeeping: what they hold is never mixed.
bool is_private(const MapEntry& entry) {
  const auto* name = entry.key.get_if<std::string>();
  return name && name->starts_with('_');
}

/// Inside an opaque value a trailing `_` is part of the key's text.
void forget_marks(Value& value) {
  auto* map = value.get_if<Map>();
  if (!map) return;
  for (auto& entry : *map) {
    if (entry.opaque) entry.key = value::written_key(entry);
    entry.opaque = false;
    forget_marks(entry.value);
  }
}

void merge_maps(Map& into, Map&& from, const std::string& path, Warnings& warnings);

void merge_entry(MapEntry& into, MapEntry&& from, const std::string& parent, Warnings& warnings) {
  const bool whole = into.opaque || from.opaque || is_private(from);
  if (!whole && into.value.is_map() && from.value.is_map())
    return merge_maps(*into.value.get_if<Map>(), std::move(*from.value.get_if<Map>()), path_of(parent, from), warnings);
  if (!whole && into.value.is_map() != from.value.is_map()) {
    const auto what = from.value.is_map() ? "a mapping replaces the value" : "a value replaces the mapping";
    warnings.push_back(fmt::format("{}: '{}': {} from {}", place(from), path_of(parent, from), what, place(into)));
  }
  const bool opaque = into.opaque || from.opaque;
  if (opaque && !from.opaque) forget_marks(from.value);
  into = std::move(from);
  into.opaque = opaque;
}

void merge_maps(Map& into, Map&& from, const std::string& path, Warnings& warnings) {
  value::KeyIndex index;
  for (auto& entry : from) {
    if (auto* present = index.find(into, entry.key)) merge_entry(*present, std::move(entry), path, warnings);
    else into.append(std::move(entry));
  }
}

}  // namespace

Value merge(Value defaults, Value diff, Warnings& warnings) {
  auto* into = defaults.get_if<Map>();
  auto* from = diff.get_if<Map>();
  if (!into || !from) return diff;
  merge_maps(*into, std::move(*from), {}, warnings);
  return defaults;
}

}  // namespace liftoff
