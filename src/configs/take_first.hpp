#pragma once
// One-to-one matching.
#include <cstddef>
#include <optional>
#include <unordered_map>
#include <vector>

namespace liftoff::configs {

/// Places by what they are known by, those of one key last first.
template <class Key> using PlacesByKey = std::unordered_map<Key, std::vector<std::size_t>>;

/// Takes the first place of that key which was not taken before, under this key or another: `taken` has one for each
/// place, shared by all that are asked. Nothing where none is left.
template <class Key>
std::optional<std::size_t> take_first(PlacesByKey<Key>& places, const Key& key, std::vector<char>& taken) {
  const auto found = places.find(key);
  if (found == places.end()) return std::nullopt;
  auto& left = found->second;
  while (!left.empty() && taken[left.back()]) left.pop_back();
  if (left.empty()) return std::nullopt;
  taken[left.back()] = 1;
  return left.back();
}

}  // namespace liftoff::configs
