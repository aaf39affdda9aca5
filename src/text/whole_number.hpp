#pragma once
#include <cstdint>

namespace liftoff::text {

/// The whole number below or at `value`, or the nearest that fits; 0 for what is no number. For what files say: a cast
/// of what doesn't fit is undefined.
constexpr std::int64_t whole_number(double value) noexcept {
  constexpr double limit = 9.2e18;
  if (!(value == value)) return 0;
  if (value >= limit) return static_cast<std::int64_t>(limit);
  if (value <= -limit) return -static_cast<std::int64_t>(limit);
  const auto cut = static_cast<std::int64_t>(value);
  return static_cast<double>(cut) > value ? cut - 1 : cut;
}

}  // namespace liftoff::text
