#pragma once
// Integers of any length, as far as configurations need them: read in a base, written in decimal.
#include <string>
#include <string_view>

#include <liftoff/value.hpp>

namespace liftoff::value {

/// Changing the base takes time that grows with the square of the length.
constexpr std::size_t max_converted_digits = 50'000;

/// The integer whose digits in `base` (2, 8, 10 or 16) these are, with "-" before it where
/// `negative`. Precondition: at least one digit, all of them valid.
/// Errors: Usage for more than max_converted_digits in another base than ten.
Value integer_from_digits(std::string_view digits, int base, bool negative);

/// `parts` in base 60, most significant first: 1:30 is 90. Precondition: decimal digits. Errors: as above.
Value integer_from_sexagesimal(std::string_view parts, bool negative);

/// "0x…" with a "-" before it where the number has one. Errors: as above.
std::string hexadecimal(const BigInteger& number);

}  // namespace liftoff::value
