#pragma once
#include <cstddef>
#include <string>
#include <unordered_map>

#include <liftoff/value.hpp>

namespace liftoff::value {

/// Finds keys in a map that only grows between calls: linear while it is small, hashed after, so
/// that a hostile file of many keys costs no quadratic time.
class KeyIndex {
 public:
  /// The entry with this key (equal value of equal kind), or nullptr.
  MapEntry* find(Map& map, const Value& key);

 private:
  std::unordered_map<std::string, std::size_t> positions_;
  std::size_t indexed_ = 0;
};

}  // namespace liftoff::value
