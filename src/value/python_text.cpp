#include "value/python_text.hpp"

#include <charconv>
#include <cmath>
#include <cstdio>

#include <fmt/core.h>

#include <liftoff/yaml.hpp>

#include "text/utf8.hpp"
#include "value/config_key.hpp"
#include "value/scalar.hpp"

namespace liftoff::value {

namespace {

struct Range {
  char32_t first, last;
};

/// What str.isprintable() refuses beyond ASCII: the categories Cc, Cf, Zs, Zl, Zp, Co and the
/// noncharacters of Unicode 14 (unassigned points differ from one Python to the next).
constexpr Range unprintable[] = {{0x7f, 0xa0},       {0xad, 0xad},       {0x600, 0x605},     {0x61c, 0x61c},
                                 {0x6dd, 0x6dd},     {0x70f, 0x70f},     {0x890, 0x891},     {0x8e2, 0x8e2},
                                 {0x1680, 0x1680},   {0x180e, 0x180e},   {0x2000, 0x200f},   {0x2028, 0x202f},
                                 {0x205f, 0x206f},   {0x3000, 0x3000},   {0xe000, 0xf8ff},   {0xfdd0, 0xfdef},
                                 {0xfeff, 0xfeff},   {0xfff9, 0xfffb},   {0xfffe, 0xffff},   {0x110bd, 0x110bd},
                                 {0x110cd, 0x110cd}, {0x13430, 0x13438}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a},
                                 {0xe0001, 0xe007f}, {0xf0000, 0x10ffff}};

bool is_printable(char32_t point) {
  if (point < 0x7f) return point >= 0x20;
  for (const auto& range : unprintable)
    if (point <= range.last) return point < range.first;
  return true;
}

std::string escaped(char32_t point) {
  switch (point) {
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: break;
  }
  const auto number = static_cast<unsigned>(point);
  if (number < 0x100) return fmt::format("\\x{:02x}", number);
  return number < 0x10000 ? fmt::format("\\u{:04x}", number) : fmt::format("\\U{:08x}", number);
}

/// Bytes that are no UTF-8 show as Python shows them after os.fsdecode().
void append_repr(std::string& out, std::string_view text) {
  const bool apostrophe = text.find('\'') != std::string_view::npos;
  const char quote = apostrophe && text.find('"') == std::string_view::npos ? '"' : '\'';
  out += quote;
  for (std::size_t at = 0; at < text.size();) {
    const auto [point, length] = text::decode_utf8(text, at);
    if (!point) out += fmt::format("\\udc{:02x}", static_cast<unsigned char>(text[at]));
    else if (*point == '\\' || (length == 1 && text[at] == quote)) (out += '\\') += text[at];
    else if (is_printable(*point)) out += text.substr(at, length);
    else out += escaped(*point);
    at += length;
  }
  out += quote;
}

void append_repr(std::string& out, const Value& value);

struct Repr {
  std::string& out;
  void operator()(std::monostate) const { out += "None"; }
  void operator()(bool b) const { out += b ? "True" : "False"; }
  void operator()(std::int64_t i) const { out += std::to_string(i); }
  void operator()(const BigInteger& i) const { out += i.digits; }
  void operator()(double d) const { out += float_repr(d); }
  void operator()(const std::string& s) const { append_repr(out, std::string_view(s)); }
  void operator()(const List& list) const {
    out += '[';
    for (const auto& item : list) {
      if (&item != list.data()) out += ", ";
      append_repr(out, item);
    }
    out += ']';
  }
  void operator()(const Map& map) const {
    out += '{';
    for (const auto& entry : map) {
      if (&entry != map.begin()) out += ", ";
      append_repr(out, entry.opaque ? Value(written_key(entry)) : entry.key);
      out += ": ";
      append_repr(out, entry.value);
    }
    out += '}';
  }
};

void append_repr(std::string& out, const Value& value) { std::visit(Repr{out}, value.data()); }

/// Positional digits of d.ddd × 10^exponent.
std::string positional(std::string_view digits, int exponent) {
  if (exponent < 0) return fmt::format("0.{:0>{}}{}", "", -exponent - 1, digits);
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) return fmt::format("{:0<{}}.0", digits, whole);
  return fmt::format("{}.{}", digits.substr(0, whole), digits.substr(whole));
}

}  // namespace

std::string float_repr(double number) {
  if (std::isnan(number)) return "nan";
  const std::string_view sign = std::signbit(number) ? "-" : "";
  if (std::isinf(number)) return fmt::format("{}inf", sign);
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, std::fabs(number), std::chars_format::scientific).ptr;
  const std::string_view shortest(text, static_cast<std::size_t>(end - text));
  const auto e = shortest.find('e');
  std::string digits(shortest.substr(0, e));
  std::erase(digits, '.');
  int exponent = 0;
  const auto* first = shortest.data() + e + (shortest[e + 1] == '+' ? 2 : 1);
  std::from_chars(first, shortest.data() + shortest.size(), exponent);
  if (exponent >= -4 && exponent < 16) return fmt::format("{}{}", sign, positional(digits, exponent));
  if (digits.size() > 1) digits.insert(1, ".");
  return fmt::format("{}{}e{}{:02}", sign, digits, exponent < 0 ? '-' : '+', std::abs(exponent));
}

}  // namespace liftoff::value

namespace liftoff {

std::string python_str(const Value& value) {
  if (const auto* text = value.get_if<std::string>()) return *text;
  std::string out;
  value::append_repr(out, value);
  return out;
}

}  // namespace liftoff
