#pragma once
// The text of quoted and block scalars, taken from the source: yaml-cpp 0.7 loses line feeds at their ends, and makes
// bytes of "\N" and "\_". Folding and escapes are those of YAML 1.1, as PyYAML has them.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace liftoff::value {

/// Where the own text of the node that begins here begins, behind its anchor, its tag and comments; npos for nowhere.
std::size_t after_properties(std::string_view source, std::size_t at) noexcept;

bool is_quote(std::string_view source, std::size_t at) noexcept;

/// Behind the closing quote of the scalar whose opening quote stands here, or npos.
std::size_t end_of_quoted(std::string_view source, std::size_t at) noexcept;

/// What a quoted scalar says; with its quotes. Precondition: the parser has taken it, so that its escapes are known.
std::string quoted_text(std::string_view scalar);

/// What a plain scalar says that begins here; `value`: what the parser reads, which knows the ends of lines of ASCII
/// alone.
std::string plain_text(std::string_view source, std::string_view value);

/// The text with line feeds, and blanks in front, in the place of the other ends of lines (U+0085, U+2028, U+2029), so
/// that every byte stays where it is. Nothing where there are none.
std::optional<std::string> line_ends_as_feeds(std::string_view source);

/// What the block scalar says whose `|` or `>` is the first character. `parent`: the column of the collection that
/// holds it, -1 for none.
std::string block_text(std::string_view source, int parent);

}  // namespace liftoff::value
