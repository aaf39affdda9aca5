#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <liftoff/export.hpp>

namespace liftoff::text {

/// How many letters must be changed, added, dropped or exchanged with their neighbour to make `b` of `a`. Counts bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The one of `names` that was probably meant: the nearest, the first of equals, if no more than a third of its letters
/// are wrong. Nothing where none is as near as that.
LIFTOFF_TOOLS_API std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& names);

}  // namespace liftoff::text
