#include <liftoff/value.hpp>

#include <algorithm>
#include <cmath>

namespace liftoff {

Map::Map() = default;
Map::Map(const Map&) = default;
Map::Map(Map&&) noexcept = default;
Map& Map::operator=(const Map&) = default;
Map& Map::operator=(Map&&) noexcept = default;
Map::~Map() = default;

std::size_t Map::size() const noexcept { return entries_.size(); }
bool Map::empty() const noexcept { return entries_.empty(); }
const MapEntry* Map::begin() const noexcept { return entries_.data(); }
const MapEntry* Map::end() const noexcept { return entries_.data() + entries_.size(); }
MapEntry* Map::begin() noexcept { return entries_.data(); }
MapEntry* Map::end() noexcept { return entries_.data() + entries_.size(); }

const MapEntry* Map::find(std::string_view key) const noexcept {
  const auto it = std::find_if(begin(), end(), [&](const MapEntry& e) {
    const auto* s = e.key.get_if<std::string>();
    return s && *s == key;
  });
  return it == end() ? nullptr : it;
}

MapEntry* Map::find(std::string_view key) noexcept { return const_cast<MapEntry*>(std::as_const(*this).find(key)); }

const MapEntry* Map::find(const Value& key) const noexcept {
  const auto it = std::find_if(begin(), end(), [&](const MapEntry& e) { return e.key == key; });
  return it == end() ? nullptr : it;
}

void Map::set(std::string_view key, Value value, bool opaque) {
  if (auto* entry = find(key)) {
    entry->value = std::move(value);
    entry->opaque = opaque;
  } else {
    entries_.push_back({Value(key), std::move(value), opaque});
  }
}

void Map::append(MapEntry entry) { entries_.push_back(std::move(entry)); }

bool Map::erase(std::string_view key) {
  const auto* entry = find(key);
  if (!entry) return false;
  entries_.erase(entries_.begin() + (entry - entries_.data()));
  return true;
}

bool operator==(const Map& a, const Map& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const MapEntry& x, const MapEntry& y) {
    return x.opaque == y.opaque && x.key == y.key && x.value == y.value;
  });
}

bool operator==(const Value& a, const Value& b) {
  const auto* x = a.get_if<double>();
  const auto* y = b.get_if<double>();
  if (x && y && std::isnan(*x) && std::isnan(*y)) return true;
  return a.data_ == b.data_;
}

const Value* Value::find(const std::vector<std::string>& path) const noexcept {
  const Value* at = this;
  for (const auto& key : path) {
    const auto* map = at->get_if<Map>();
    const auto* entry = map ? map->find(std::string_view(key)) : nullptr;
    if (!entry) return nullptr;
    at = &entry->value;
  }
  return at;
}

}  // namespace liftoff
