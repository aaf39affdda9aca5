#include "value/value_hash.hpp"

#include <cmath>
#include <functional>

namespace liftoff::value {

namespace {

std::size_t hash_of(std::monostate) { return 0; }
std::size_t hash_of(const BigInteger& integer) { return std::hash<std::string>{}(integer.digits); }
std::size_t hash_of(double number) { return std::isnan(number) ? 1 : std::hash<double>{}(number); }
template <class Scalar> std::size_t hash_of(const Scalar& scalar) { return std::hash<Scalar>{}(scalar); }

std::size_t joined(std::size_t first, std::size_t second) {
  return first ^ (second + 0x9e3779b97f4a7c15 + (first << 6) + (first >> 2));
}

std::size_t hash_of(const List& list) {
  std::size_t hash = list.size();
  for (const auto& item : list) hash = joined(hash, ValueHash{}(item));
  return hash;
}

std::size_t hash_of(const Map& map) {
  std::size_t hash = map.size();
  for (const auto& entry : map) hash = joined(joined(hash, ValueHash{}(entry.key)), ValueHash{}(entry.value));
  return hash;
}

}  // namespace

std::size_t ValueHash::operator()(const Value& value) const noexcept {
  return joined(value.data().index(), std::visit([](const auto& data) { return hash_of(data); }, value.data()));
}

}  // namespace liftoff::value
