#pragma once
#include <string>

namespace liftoff::report {

/// Five significant digits at most: "0.12346", "1200", "1.2e-07", "nan".
std::string number_text(double number);
/// "0.9123 ± 0.0045": the deviation with two significant digits, the mean to the same place.
std::string spread_text(double mean, double deviation);

}  // namespace liftoff::report
