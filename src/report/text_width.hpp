#pragma once
// How many columns of a terminal a text takes.
#include <cstddef>
#include <string>
#include <string_view>

#include <liftoff/export.hpp>

namespace liftoff::report {

/// 0 for combining marks and other invisible characters, 2 for the wide ones of East Asia and emoji, else 1.
int column_width(char32_t point) noexcept;
/// Of text that printable() gave.
LIFTOFF_TOOLS_API std::size_t text_width(std::string_view text);

/// At most `width` columns: what is too long loses its middle to a `…`. Marks stay with their letters.
std::string cut_middle(std::string_view text, std::size_t width);
/// The same, but what is lost is the end.
LIFTOFF_TOOLS_API std::string cut_end(std::string_view text, std::size_t width);

/// printable(), on one line, without the marks that turn the direction of writing.
LIFTOFF_TOOLS_API std::string one_line(std::string_view text);

}  // namespace liftoff::report
