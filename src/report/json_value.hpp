#pragma once
#include <optional>
#include <string>

#include <liftoff/value.hpp>

namespace liftoff::report {

/// A value as JSON that any reader takes: NaN and infinities, for which JSON has no number, are text as Python prints
/// them.
std::string json_value(const Value& value);

/// A moment as quoted ISO 8601, or null.
std::string json_time(const std::optional<double>& unix_seconds);

}  // namespace liftoff::report
