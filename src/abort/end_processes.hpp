#pragma once
#include <chrono>
#include <vector>

#include "posix/process.hpp"

namespace liftoff::abort {

/// Sends TERM to each and waits; what is alive after `limit` is killed, and added to `survivors` if it lives through
/// that. Returns how many there were.
int end_each(const std::vector<posix::ProcessId>& processes, std::chrono::milliseconds limit,
             std::vector<posix::ProcessInfo>& survivors);

}  // namespace liftoff::abort
