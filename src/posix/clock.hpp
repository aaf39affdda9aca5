#pragma once
#include <chrono>
#include <cstdint>
#include <string>

#include <liftoff/export.hpp>

#include "posix/fd.hpp"

namespace liftoff::posix {

using MonotonicTime = std::chrono::steady_clock::time_point;
LIFTOFF_TOOLS_API MonotonicTime monotonic_now();
/// Unix seconds.
std::int64_t unix_seconds();
/// The same in nanoseconds, as the times of files are.
std::int64_t unix_nanoseconds();
/// Unix seconds with their fraction.
LIFTOFF_TOOLS_API double unix_time();
/// "2018-04-28T17:25:39Z"; with a fraction of milliseconds where `unix` has one.
std::string iso8601(double unix);
/// What people are shown: local time, "2018-04-28 17:25:39".
std::string local_time(double unix);

/// A descriptor that becomes readable after that time; invalid where the system refuses one.
Fd timer(std::chrono::milliseconds after) noexcept;

}  // namespace liftoff::posix
