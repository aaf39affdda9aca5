#pragma once
#include <string_view>

namespace liftoff::text {

/// Whether `name` fits `pattern`, in which `*` stands for any text and `?` for one byte. Time grows with the product of
/// both lengths at most.
bool fits(std::string_view pattern, std::string_view name) noexcept;

}  // namespace liftoff::text
