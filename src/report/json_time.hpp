#pragma once
#include <optional>
#include <string>

namespace liftoff::report {

/// A moment as quoted ISO 8601, or null.
std::string json_time(const std::optional<double>& unix_seconds);

}  // namespace liftoff::report
