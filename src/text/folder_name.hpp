#pragma once
#include <cstddef>
#include <string_view>

namespace liftoff::text {

/// Bytes. File systems take 255; what liftoff puts before and behind a name needs room.
constexpr std::size_t longest_folder_name = 200;

/// Why a folder can't be called so ("it is empty", "it holds a '/'"); empty for a good name. The one rule for names of
/// experiments.
std::string_view fault_of_folder_name(std::string_view name) noexcept;

}  // namespace liftoff::text
