#pragma once
#include <optional>
#include <string_view>

namespace liftoff::failures {

enum class Memory { Host, Cuda };

/// Whether this line, or what a program wrote last, says that memory ran out. Pure.
std::optional<Memory> exhausted_memory(std::string_view text);

}  // namespace liftoff::failures
