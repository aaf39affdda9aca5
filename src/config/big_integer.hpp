#pragma once
// Integers of any length, as far as configurations need them: read in a base, written in decimal.
#include <string>
#include <string_view>

#include <liftoff/value.hpp>

namespace liftoff {

/// The integer whose digits in `base` (2, 8, 10 or 16) these are, with "-" before it where
/// `negative`. Precondition: at least one digit, all of them valid.
Value integer_from_digits(std::string_view digits, int base, bool negative);

/// `parts` in base 60, most significant first: 1:30 is 90. Precondition: decimal digits.
Value integer_from_sexagesimal(std::string_view parts, bool negative);

/// "0x…" with a "-" before it where the number has one.
std::string hexadecimal(const BigInteger& number);

}  // namespace liftoff
