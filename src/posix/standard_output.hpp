#pragma once
#include <string_view>

#include "posix/result.hpp"

namespace liftoff::posix {

/// Adds to what will be written to standard output.
Outcome put_output(std::string_view text) noexcept;
/// Writes what was put so far; also fails where an earlier write did.
Outcome flush_output() noexcept;

}  // namespace liftoff::posix
