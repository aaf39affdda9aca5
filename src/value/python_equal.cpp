#include <algorithm>

#include <liftoff/value.hpp>

#include "value/number.hpp"

namespace liftoff {

namespace {

/// Opaque marks are part of a key's text in Python.
bool equal_keys(const MapEntry& a, const MapEntry& b) { return a.opaque == b.opaque && python_equal(a.key, b.key); }

bool equal_maps(const Map& a, const Map& b) {
  if (a.size() != b.size()) return false;
  return std::all_of(a.begin(), a.end(), [&](const MapEntry& entry) {
    const auto* other = std::find_if(b.begin(), b.end(), [&](const MapEntry& e) { return equal_keys(entry, e); });
    return other != b.end() && python_equal(entry.value, other->value);
  });
}

}  // namespace

bool python_equal(const Value& a, const Value& b) {
  const auto x = value::number_of(a), y = value::number_of(b);
  if (x || y) return x && y && value::compare(*x, *y) == 0;
  if (const auto* s = a.get_if<std::string>(), *t = b.get_if<std::string>(); s && t) return *s == *t;
  if (const auto* l = a.get_if<List>(), *m = b.get_if<List>(); l && m)
    return std::equal(l->begin(), l->end(), m->begin(), m->end(), python_equal);
  if (const auto* l = a.get_if<Map>(), *m = b.get_if<Map>(); l && m) return equal_maps(*l, *m);
  return a.is_null() && b.is_null();
}

}  // namespace liftoff
