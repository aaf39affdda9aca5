#pragma once
// Boxes drawn with letters, around tracebacks (rich) and messages (rich-click, typer). Pure.
#include <cstddef>
#include <string_view>

namespace liftoff::failures {

/// Where the upper border of a box begins, of which this is the left part; npos where it is none.
std::size_t box_column(std::string_view left);
/// Whether a line without indentation is part of a box.
bool is_in_box(std::string_view line);
/// A line without a box's borders, and the blanks inside.
std::string_view without_borders(std::string_view line);

}  // namespace liftoff::failures
