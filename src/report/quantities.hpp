#pragma once
// Numbers as people read them; lengths of time: text/duration.hpp.
#include <cstdint>
#include <optional>
#include <string>

namespace liftoff::report {

/// "12.3 GiB"; "-" for none.
std::string bytes_text(std::int64_t bytes);
/// Local time, as posix::local_time() but to the minute: "2018-04-28 17:25".
std::string moment_text(double unix);

/// `text(*value)`, or "-".
template <class Text> std::string or_dash(const std::optional<double>& value, Text text) {
  return value ? text(*value) : "-";
}

}  // namespace liftoff::report
