#pragma once
// Lengths of time as all programs print them.
#include <string>

namespace liftoff::text {

/// "0s", "12s", "3m 20s", "2h 05m", "3d 04h"; never negative.
std::string span_text(double seconds);
/// For single runs and averages: "0.35s", "12.3s", then as span_text.
std::string fine_span_text(double seconds);

}  // namespace liftoff::text
