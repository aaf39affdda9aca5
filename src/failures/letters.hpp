#pragma once
// Kinds of bytes, whatever the locale.

#include "text/characters.hpp"

namespace liftoff::failures {

using text::is_digit;
/// Also `_`, and any byte of what is no ASCII.
constexpr bool is_letter(char c) { return text::is_letter(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80; }

}  // namespace liftoff::failures
