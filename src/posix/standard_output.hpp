#pragma once
#include <string_view>

#include <liftoff/export.hpp>

#include "posix/result.hpp"

namespace liftoff::posix {

/// Adds to what will be written to standard output.
LIFTOFF_TOOLS_API Outcome put_output(std::string_view text) noexcept;
/// Writes what was put so far; also fails where an earlier write did.
LIFTOFF_TOOLS_API Outcome flush_output() noexcept;

}  // namespace liftoff::posix
