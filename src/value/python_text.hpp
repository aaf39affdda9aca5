#pragma once
// Values as Python writes them; str() itself is public.
#include <string>

namespace liftoff::value {

/// Shortest decimal text that reads back to the same double, laid out as Python's repr():
/// "1e-05", "0.0001", "1e+16", "1.0", "inf", "nan".
std::string float_repr(double number);

}  // namespace liftoff::value
