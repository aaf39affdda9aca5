#include "value/key_index.hpp"

#include <fmt/core.h>

#include <liftoff/yaml.hpp>

namespace liftoff::value {

namespace {

constexpr std::size_t small = 24;

std::string fingerprint(const Value& key) { return fmt::format("{}{}", key.data().index(), python_str(key)); }

}  // namespace

MapEntry* KeyIndex::find(Map& map, const Value& key) {
  if (map.size() < small) {
    const auto* entry = std::as_const(map).find(key);
    return entry ? map.begin() + (entry - std::as_const(map).begin()) : nullptr;
  }
  for (; indexed_ < map.size(); ++indexed_) positions_.emplace(fingerprint(map.begin()[indexed_].key), indexed_);
  const auto at = positions_.find(fingerprint(key));
  return at == positions_.end() ? nullptr : map.begin() + at->second;
}

}  // namespace liftoff::value
