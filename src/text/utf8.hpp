#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace liftoff::text {

struct Decoded {
  std::optional<char32_t> point;  ///< nothing where the bytes are no UTF-8
  std::size_t length = 1;         ///< bytes taken; 1 for a byte that begins nothing valid
};

/// The code point at `at` (precondition: at < text.size()). Surrogates and overlong forms are invalid.
Decoded decode_utf8(std::string_view text, std::size_t at) noexcept;

/// Whether it looks like a blank, or like nothing at all, and is no blank to YAML: no-break and wide spaces, U+FEFF.
bool looks_blank(char32_t point) noexcept;

/// Appends the UTF-8 form. Precondition: at most U+10FFFF.
void append_utf8(std::string& text, char32_t point);

/// Reads UTF-16 without its byte order mark. Nothing where the length is odd or a surrogate stands alone.
std::optional<std::string> utf8_from_utf16(std::string_view bytes, bool big_endian);

/// The front of `text`, at most so many bytes of it and no character cut in two.
std::string_view front_of(std::string_view text, std::size_t bytes) noexcept;
/// The same with "…" behind it; the whole text where it is no longer.
std::string shortened(std::string_view text, std::size_t bytes);

}  // namespace liftoff::text
