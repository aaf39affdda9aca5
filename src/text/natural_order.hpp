#pragma once
#include <string_view>

namespace liftoff::text {

/// Whether `a` comes before `b` for people: runs of digits compare as numbers ("9_x" before "10_x"), all else
/// by bytes. A total order.
bool natural_less(std::string_view a, std::string_view b);

/// Compares two texts of digits as numbers of any length: negative, zero or positive.
int compare_digits(std::string_view a, std::string_view b);

}  // namespace liftoff::text
