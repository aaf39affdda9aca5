#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/core.h>

#include <liftoff/value.hpp>

namespace liftoff {

namespace {

/// Booleans are the integers 0 and 1 to Python.
struct Number {
  enum Kind { None, Small, Big, Float } kind = None;
  std::int64_t small = 0;
  const BigInteger* big = nullptr;
  double real = 0;
};

Number number_of(const Value& value) {
  if (const auto* b = value.get_if<bool>()) return {Number::Small, *b ? 1 : 0, nullptr, 0};
  if (const auto* i = value.get_if<std::int64_t>()) return {Number::Small, *i, nullptr, 0};
  if (const auto* i = value.get_if<BigInteger>()) return {Number::Big, 0, i, 0};
  if (const auto* d = value.get_if<double>()) return {Number::Float, 0, nullptr, *d};
  return {};
}

/// Exact: the integer is not rounded to a double first.
bool equals_integer(double real, const Number& integer) {
  if (!std::isfinite(real) || real != std::floor(real)) return false;
  const std::string digits = fmt::format("{:.0f}", real);
  if (integer.kind == Number::Big) return digits == integer.big->digits;
  return (real == 0 && integer.small == 0) || digits == std::to_string(integer.small);
}

bool equal_numbers(const Number& a, const Number& b) {
  if (a.kind == Number::Float) return b.kind == Number::Float ? a.real == b.real : equals_integer(a.real, b);
  if (b.kind == Number::Float) return equals_integer(b.real, a);
  if (a.kind != b.kind) return false;
  return a.kind == Number::Small ? a.small == b.small : *a.big == *b.big;
}

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
  const Number x = number_of(a), y = number_of(b);
  if (x.kind != Number::None || y.kind != Number::None)
    return x.kind != Number::None && y.kind != Number::None && equal_numbers(x, y);
  if (const auto* s = a.get_if<std::string>(), *t = b.get_if<std::string>(); s && t) return *s == *t;
  if (const auto* l = a.get_if<List>(), *m = b.get_if<List>(); l && m)
    return std::equal(l->begin(), l->end(), m->begin(), m->end(), python_equal);
  if (const auto* l = a.get_if<Map>(), *m = b.get_if<Map>(); l && m) return equal_maps(*l, *m);
  return a.is_null() && b.is_null();
}

}  // namespace liftoff
