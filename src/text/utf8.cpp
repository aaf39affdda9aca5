#include "text/utf8.hpp"

namespace liftoff::text {

namespace {

unsigned byte_at(std::string_view text, std::size_t at) noexcept { return static_cast<unsigned char>(text[at]); }

/// Length that a first byte announces, 0 for a byte that begins nothing.
std::size_t announced_length(unsigned first) noexcept {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  if (first >= 0xf0 && first < 0xf5) return 4;
  return 0;
}

}  // namespace

Decoded decode_utf8(std::string_view text, std::size_t at) noexcept {
  static constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const unsigned first = byte_at(text, at);
  const std::size_t length = announced_length(first);
  if (length == 1) return {first, 1};
  if (length == 0 || at + length > text.size()) return {};
  char32_t point = first & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned next = byte_at(text, at + i);
    if ((next & 0xc0U) != 0x80U) return {};
    point = (point << 6) | (next & 0x3fU);
  }
  if (point < least[length] || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return {};
  return {point, length};
}

bool looks_blank(char32_t point) noexcept {
  return point == 0xa0 || (point >= 0x2000 && point <= 0x200f) || point == 0x202f || point == 0x205f ||
         point == 0x3000 || point == 0xfeff;
}

void append_utf8(std::string& text, char32_t point) {
  const auto put = [&](char32_t bits) { text += static_cast<char>(static_cast<unsigned char>(bits)); };
  const auto continuation = [&](int shift) { put(0x80U | ((point >> shift) & 0x3fU)); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xc0U | (point >> 6));
  } else if (point < 0x10000) {
    put(0xe0U | (point >> 12));
    continuation(6);
  } else {
    put(0xf0U | (point >> 18));
    continuation(12);
    continuation(6);
  }
  continuation(0);
}

std::optional<std::string> utf8_from_utf16(std::string_view bytes, bool big_endian) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto unit = [&](std::size_t at) -> char32_t {
    const unsigned a = byte_at(bytes, at), b = byte_at(bytes, at + 1);
    return big_endian ? (a << 8) | b : (b << 8) | a;
  };
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    char32_t point = unit(at);
    if (point >= 0xd800 && point < 0xe000) {
      at += 2;
      if (point >= 0xdc00 || at >= bytes.size()) return std::nullopt;
      const char32_t low = unit(at);
      if (low < 0xdc00 || low >= 0xe000) return std::nullopt;
      point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
    }
    append_utf8(text, point);
  }
  return text;
}

std::string_view front_of(std::string_view text, std::size_t bytes) noexcept {
  if (bytes >= text.size()) return text;
  while (bytes > 0 && (byte_at(text, bytes) & 0xc0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

std::string shortened(std::string_view text, std::size_t bytes) {
  const auto front = front_of(text, bytes);
  return std::string(front) + (front.size() < text.size() ? "…" : "");
}

}  // namespace liftoff::text
