#include "value/source_text.hpp"

#include <algorithm>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "text/utf8.hpp"

namespace liftoff::value {

namespace {

constexpr std::string_view escaped_byte = "\\udc";
constexpr char32_t last_block = 0x10fe00, first_block = 0x10f000;  ///< of private characters

auto line_at(std::string_view text, std::size_t at) {
  return 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
}

/// The characters that YAML 1.1 allows (section 5.1 of its specification).
bool is_allowed(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  if (c < 0xa0) return c < 0x7f || c == 0x85;
  return c < 0xfffe || c > 0xffff;
}

/// Two or four bytes for each letter, and no byte order mark that says so.
bool looks_wide(std::string_view text) {
  return std::count(text.begin(), text.end(), '\0') * 3 >= static_cast<long>(text.size());
}

void check_characters(std::string_view text, const std::string& name) {
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c >= 0x20 && c < 0x7f) {
      ++at;
      continue;
    }
    const auto [point, length] = text::decode_utf8(text, at);
    if (!point)
      throw usage_error(fmt::format("{}:{}: byte 0x{:02x} is not UTF-8", name, line_at(text, at), c),
                        "save the file as UTF-8");
    if (*point == 0 && looks_wide(text))
      throw usage_error(fmt::format("{}:1: this looks like UTF-16 or UTF-32, whose mark (BOM) is missing", name),
                        "save the file as UTF-8");
    if (!is_allowed(*point))
      throw usage_error(fmt::format("{}:{}: control character U+{:04X} in the text", name, line_at(text, at),
                                    static_cast<unsigned>(*point)),
                        "in double quotes it can be written as an escape, such as \"\\x00\"");
    at += length;
  }
}

std::string decoded(std::string_view bytes, const std::string& name) {
  const auto from_utf16 = [&](bool big_endian) {
    auto text = text::utf8_from_utf16(bytes.substr(2), big_endian);
    if (!text) throw usage_error(fmt::format("{}:1: broken UTF-16", name), "save the file as UTF-8");
    return *text;
  };
  if (bytes.starts_with("\xef\xbb\xbf")) return std::string(bytes.substr(3));
  if (bytes.starts_with("\xff\xfe")) return from_utf16(false);
  if (bytes.starts_with("\xfe\xff")) return from_utf16(true);
  return std::string(bytes);
}

bool is_byte_number(std::string_view two) {
  static constexpr std::string_view digits = "0123456789abcdef";
  return two.size() == 2 && digits.find(two[0]) >= 8 && digits.find(two[0]) != std::string_view::npos &&
         digits.find(two[1]) != std::string_view::npos;
}

/// Replaces every `from` that two digits of a byte follow by `to`.
std::string replace_prefix(std::string_view text, std::string_view from, std::string_view to) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto next = text.find(from, at);
    if (next == std::string_view::npos) return result += text.substr(at);
    result += text.substr(at, next - at);
    result += is_byte_number(text.substr(next + from.size(), 2)) ? to : from;
    at = next + from.size();
  }
  return result;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (auto& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

}  // namespace

std::string decode_source(std::string_view bytes, const std::string& name) {
  auto text = decoded(bytes, name);
  check_characters(text, name);
  return text;
}

ByteEscapes::ByteEscapes(char32_t block)
    : block_(block), prefix_(fmt::format("\\U00{:04x}", static_cast<unsigned>(block) >> 8U)) {}

std::optional<ByteEscapes> ByteEscapes::of(std::string_view text) {
  if (text.find(escaped_byte) == std::string_view::npos) return std::nullopt;
  const auto escapes_there = lower(text);
  for (auto block = last_block; block > first_block; block -= 0x100) {
    std::string character;
    text::append_utf8(character, block + 0x80);
    character.pop_back();
    // Characters 0xNN80 to 0xNNBF of a block, and 0xNNC0 to 0xNNFF, have all but the last byte in common.
    auto upper = character;
    upper.back() = static_cast<char>(upper.back() + 1);
    const ByteEscapes escapes(block);
    const bool is_free = escapes_there.find(lower(escapes.prefix_)) == text.npos && text.find(character) == text.npos &&
                         text.find(upper) == text.npos;
    if (is_free) return escapes;
  }
  return ByteEscapes(first_block);
}

std::string ByteEscapes::protect(std::string_view text) const { return replace_prefix(text, escaped_byte, prefix_); }

std::string ByteEscapes::restore(std::string_view scalar) const {
  // In plain and single-quoted scalars the escape was no escape: its text comes back first.
  const auto text = replace_prefix(scalar, prefix_, escaped_byte);
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [point, length] = text::decode_utf8(text, at);
    if (point && *point >= block_ + 0x80 && *point <= block_ + 0xff)
      result += static_cast<char>(static_cast<unsigned char>(*point & 0xffU));
    else result += text.substr(at, length);
    at += length;
  }
  return result;
}

}  // namespace liftoff::value
