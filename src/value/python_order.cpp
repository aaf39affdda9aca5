#include "value/python_order.hpp"

#include "value/number.hpp"

namespace liftoff::value {

std::optional<int> python_order(const Value& a, const Value& b) {
  const auto *s = a.get_if<std::string>(), *t = b.get_if<std::string>();
  if (s && t) return s->compare(*t);
  const auto x = number_of(a), y = number_of(b);
  return x && y ? compare(*x, *y) : std::nullopt;
}

}  // namespace liftoff::value
