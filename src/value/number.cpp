#include "value/number.hpp"

#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>

#include <fmt/core.h>

#include "text/natural_order.hpp"

namespace liftoff::value {

namespace {

constexpr double two_to_63 = 9223372036854775808.0;

template <class T> int order(T a, T b) noexcept { return a < b ? -1 : a > b ? 1 : 0; }

/// Of canonical decimal texts.
int order_of_integers(std::string_view a, std::string_view b) noexcept {
  const bool below_a = a.starts_with('-'), below_b = b.starts_with('-');
  if (below_a != below_b) return below_a ? -1 : 1;
  const int greater = text::compare_digits(a.substr(below_a ? 1 : 0), b.substr(below_b ? 1 : 0));
  return below_a ? -greater : greater;
}

int order_with_small(double real, std::int64_t integer) noexcept {
  if (real >= two_to_63) return 1;
  if (real < -two_to_63) return -1;
  const auto whole = static_cast<std::int64_t>(real);
  return whole != integer ? order(whole, integer) : order(real, static_cast<double>(whole));
}

/// No double with a fraction is as great as an integer beyond 64 bits.
int order_with_big(double real, const BigInteger& integer) {
  if (std::isinf(real)) return real < 0 ? -1 : 1;
  return order_of_integers(fmt::format("{:.0f}", std::trunc(real)), integer.digits);
}

int order_with_integer(double real, const Number& integer) {
  return integer.kind == Number::Small ? order_with_small(real, integer.small) : order_with_big(real, *integer.big);
}

/// An integer beyond 64 bits is beyond all that has 64.
int side_of(const BigInteger& integer) noexcept { return integer.digits.starts_with('-') ? -1 : 1; }

}  // namespace

std::optional<Number> number_of(const Value& value) noexcept {
  if (const auto* b = value.get_if<bool>()) return Number{Number::Small, *b ? 1 : 0, nullptr, 0};
  if (const auto* i = value.get_if<std::int64_t>()) return Number{Number::Small, *i, nullptr, 0};
  if (const auto* i = value.get_if<BigInteger>()) return Number{Number::Big, 0, i, 0};
  if (const auto* d = value.get_if<double>()) return Number{Number::Float, 0, nullptr, *d};
  return std::nullopt;
}

std::optional<int> compare(const Number& a, const Number& b) {
  if ((a.kind == Number::Float && std::isnan(a.real)) || (b.kind == Number::Float && std::isnan(b.real)))
    return std::nullopt;
  if (a.kind == Number::Float) return b.kind == Number::Float ? order(a.real, b.real) : order_with_integer(a.real, b);
  if (b.kind == Number::Float) return -order_with_integer(b.real, a);
  if (a.kind == Number::Small && b.kind == Number::Small) return order(a.small, b.small);
  if (a.kind == Number::Small) return -side_of(*b.big);
  if (b.kind == Number::Small) return side_of(*a.big);
  return order_of_integers(a.big->digits, b.big->digits);
}

std::optional<double> as_double(const Value& value) {
  const auto number = number_of(value);
  if (!number) return std::nullopt;
  if (number->kind == Number::Float) return number->real;
  if (number->kind == Number::Small) return static_cast<double>(number->small);
  return std::strtod(number->big->digits.c_str(), nullptr);
}

}  // namespace liftoff::value
