#pragma once
// Numbers as people read them.
#include <cstdint>
#include <optional>
#include <string>

namespace liftoff::report {

/// "0s", "12s", "3m 20s", "2h 05m", "3d 04h"; never negative.
std::string span_text(double seconds);
/// For averages: "0.35s", "12.3s", then as span_text.
std::string fine_span_text(double seconds);
/// "12.3 GiB"; "-" for none.
std::string bytes_text(std::int64_t bytes);
/// Local time: "14:02" today, else "Apr 28 14:02", or with its year where that is another.
std::string moment_text(double unix, double now);

/// `text(*value)`, or "-".
template <class Text> std::string or_dash(const std::optional<double>& value, Text text) {
  return value ? text(*value) : "-";
}

}  // namespace liftoff::report
