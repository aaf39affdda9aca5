#pragma once
// What a program wrote, line by line. Pure.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace liftoff::failures {

constexpr std::size_t longest_line = 500;  ///< bytes of a line that are shown or compared

/// As a terminal shows them in the end (shown_lines()).
using Lines = std::vector<std::string>;

/// Without escape sequences and control characters; tabs stay.
std::string without_escapes(std::string_view text);

/// Without their ends, escape sequences and what is blank at their ends; of one that was drawn over with carriage
/// returns, its last state.
Lines shown_lines(std::string_view text);

/// The last `count` of shown_lines() that are not blank, each cut at 500 bytes.
Lines last_lines(std::string_view text, std::size_t count);

/// How many blanks and tabs a line begins with.
std::size_t indentation(std::string_view line);
/// Without blanks and tabs at both ends.
std::string_view trimmed(std::string_view line);

}  // namespace liftoff::failures
