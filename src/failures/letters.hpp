#pragma once
// Kinds of bytes, whatever the locale.

namespace liftoff::failures {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Also `_`, and any byte of what is no ASCII.
constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
constexpr bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

}  // namespace liftoff::failures
