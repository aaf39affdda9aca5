#pragma once
// Numbers as Python has them: integers of any length beside floats, and booleans that are 0 and 1.
#include <cstdint>
#include <optional>

#include <liftoff/value.hpp>

namespace liftoff::value {

/// Refers to the value that it was made of.
struct Number {
  enum Kind : std::uint8_t { Small, Big, Float } kind = Small;
  std::int64_t small = 0;
  const BigInteger* big = nullptr;
  double real = 0;
};

/// Nothing for what is no number.
std::optional<Number> number_of(const Value& value) noexcept;

/// Below, at or above zero as `a` is less than, equal to or greater than `b`: exact, nothing is rounded. Nothing where
/// one of them is NaN.
std::optional<int> compare(const Number& a, const Number& b);

/// The nearest double; nothing for what is no number.
std::optional<double> as_double(const Value& value);

}  // namespace liftoff::value
