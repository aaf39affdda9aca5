#pragma once
// What a program wrote, line by line. Pure.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace liftoff::failures {

constexpr std::size_t longest_line = 500;  ///< bytes of a line that are shown or compared

/// Without their ends; views of `text`.
std::vector<std::string_view> split_lines(std::string_view text);

/// At most `size` bytes, cut at a character's boundary; a `…` then follows.
std::string cut(std::string_view text, std::size_t size);

/// The last `count` lines that are not blank, each cut at 500 bytes; of one that was drawn over with carriage returns,
/// its last state.
std::vector<std::string> last_lines(std::string_view text, std::size_t count);

}  // namespace liftoff::failures
