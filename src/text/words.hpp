#pragma once
// Pieces of messages.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <liftoff/export.hpp>

namespace liftoff::text {

/// "1 run", "2 runs": for nouns whose plural ends in s, or is given ("process", "processes").
LIFTOFF_TOOLS_API std::string counted(std::size_t count, std::string_view noun, std::string_view plural = {});

/// "a, b, c", or "a, b and 7 more" where there are more than `most`.
std::string some_of(const std::vector<std::string>& names, std::size_t most);

/// The text up to its first line feed, or all of it.
std::string_view first_line(std::string_view text) noexcept;

/// As a shell reads it back: quoted where that is needed.
LIFTOFF_TOOLS_API std::string shell_word(std::string_view text);

}  // namespace liftoff::text
