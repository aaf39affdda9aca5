#include "value/big_integer.hpp"

#include <charconv>
#include <cstdint>
#include <vector>

#include <fmt/core.h>

#include <liftoff/error.hpp>

namespace liftoff::value {

namespace {

/// Digits of a number in some base below 2^32, least significant first.
using Limbs = std::vector<std::uint32_t>;
constexpr std::uint64_t decimal_limb = 1'000'000'000;

template <std::uint64_t limb_base> void multiply_add(Limbs& limbs, std::uint64_t factor, std::uint64_t addend) {
  for (auto& limb : limbs) {
    const std::uint64_t product = limb * factor + addend;
    limb = static_cast<std::uint32_t>(product % limb_base);
    addend = product / limb_base;
  }
  if (addend > 0) limbs.push_back(static_cast<std::uint32_t>(addend));
}

unsigned digit_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  return static_cast<unsigned>((c | 0x20) - 'a') + 10;
}

std::string decimal_text(const Limbs& limbs) {
  if (limbs.empty()) return "0";
  std::string text = fmt::format("{}", limbs.back());
  for (auto it = limbs.rbegin() + 1; it != limbs.rend(); ++it) text += fmt::format("{:09}", *it);
  return text;
}

std::string_view without_leading_zeros(std::string_view digits) {
  const auto first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? digits.substr(digits.size() - 1) : digits.substr(first);
}

Value from_decimal(std::string_view digits, bool negative) {
  digits = without_leading_zeros(digits);
  const auto text = fmt::format("{}{}", negative && digits != "0" ? "-" : "", digits);
  std::int64_t small = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), small);
  if (error == std::errc{}) return small;
  return BigInteger{text};
}

/// As many digits at a time as fit a limb, so that long numbers cost a tenth of the passes.
template <std::uint64_t limb_base> Limbs limbs_from(std::string_view digits, unsigned base) {
  if (digits.size() > max_converted_digits)
    throw usage_error(fmt::format("{} digits are too many for an integer that is not decimal", digits.size()),
                      "write it in decimal digits");
  Limbs limbs;
  std::uint64_t factor = 1, chunk = 0;
  for (const char c : digits) {
    chunk = chunk * base + digit_value(c);
    factor *= base;
    if (factor > 100'000'000 / base) {
      multiply_add<limb_base>(limbs, factor, chunk);
      factor = 1;
      chunk = 0;
    }
  }
  if (factor > 1) multiply_add<limb_base>(limbs, factor, chunk);
  return limbs;
}

}  // namespace

Value integer_from_digits(std::string_view digits, int base, bool negative) {
  if (base == 10) return from_decimal(digits, negative);
  return from_decimal(
      decimal_text(limbs_from<decimal_limb>(without_leading_zeros(digits), static_cast<unsigned>(base))), negative);
}

Value integer_from_sexagesimal(std::string_view parts, bool negative) {
  const auto first = parts.find(':');
  Limbs limbs = limbs_from<decimal_limb>(parts.substr(0, first), 10);
  for (auto at = first; at != std::string_view::npos;) {
    const auto end = parts.find(':', at + 1);
    const auto part = parts.substr(at + 1, end == std::string_view::npos ? end : end - at - 1);
    std::uint64_t number = 0;
    for (const char c : part) number = number * 10 + digit_value(c);
    multiply_add<decimal_limb>(limbs, 60, number);
    at = end;
  }
  return from_decimal(decimal_text(limbs), negative);
}

std::string hexadecimal(const BigInteger& number) {
  const bool negative = number.digits.starts_with('-');
  const auto digits = std::string_view(number.digits).substr(negative ? 1 : 0);
  const Limbs limbs = limbs_from<(std::uint64_t{1} << 28)>(digits, 10);
  std::string text = fmt::format("{}0x{:x}", negative ? "-" : "", limbs.empty() ? 0 : limbs.back());
  for (std::size_t i = limbs.size(); i-- > 1;) text += fmt::format("{:07x}", limbs[i - 1]);
  return text;
}

}  // namespace liftoff::value
