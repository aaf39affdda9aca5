#include "value/yaml_out.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include <liftoff/yaml.hpp>

#include "text/utf8.hpp"
#include "value/big_integer.hpp"
#include "value/config_key.hpp"
#include "value/python_text.hpp"
#include "value/scalar.hpp"

namespace liftoff::value {

namespace {

/// Parsers look only this far for the colon that makes a text a key (1024 characters in YAML 1.1).
constexpr std::size_t max_simple_key = 1000;
/// Python refuses to read longer decimal integers (sys.set_int_max_str_digits), but not hexadecimal ones.
constexpr std::size_t max_decimal_digits = 4300;

bool is_better_hexadecimal(const BigInteger& number) {
  return number.digits.size() > max_decimal_digits && number.digits.size() < max_converted_digits;
}

bool is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Characters that PyYAML reads unescaped and that are no line breaks, spaces or marks in disguise.
bool is_visible(char32_t c) {
  if (c < 0x7f) return c >= 0x20;
  if (c < 0xa1 || c == 0xad) return false;
  if (c >= 0x2000 && c <= 0x206f) return c >= 0x2010 && c <= 0x2027;
  return c != 0xfeff && !(c >= 0xe000 && c < 0xf900) && (c < 0xfff0 || c > 0xffff) && c < 0xe0000;
}

bool all_visible(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto [point, length] = text::decode_utf8(text, at);
    if (!point || !is_visible(*point)) return false;
    at += length;
  }
  return true;
}

/// Precondition: all_visible(text).
bool safe_plain(std::string_view text) {
  if (text.empty() || text.size() > max_simple_key || text.back() == ' ' || text.back() == ':') return false;
  const auto first = static_cast<unsigned char>(text.front());
  if (!is_letter(first) && first != '_' && first != '/' && first != '(' && first != '$' && first < 0x80) return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return false;
  return !scalar_as_bool(text) && !scalar_is_null(text);
}

void append_single_quoted(std::string& out, std::string_view text) {
  out += '\'';
  for (const char c : text) {
    if (c == '\'') out += '\'';
    out += c;
  }
  out += '\'';
}

void append_escaped(std::string& out, char32_t point) {
  const auto number = static_cast<unsigned>(point);
  if (point == '\n') out += "\\n";
  else if (point == '\t') out += "\\t";
  else if (number < 0x100) out += fmt::format("\\x{:02x}", number);
  else if (number < 0x10000) out += fmt::format("\\u{:04x}", number);
  else out += fmt::format("\\U{:08x}", number);
}

void append_double_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const auto [point, length] = text::decode_utf8(text, at);
    if (!point) out += fmt::format("\\udc{:02x}", static_cast<unsigned char>(text[at]));
    else if (*point == '"' || *point == '\\') (out += '\\') += text[at];
    else if (is_visible(*point)) out += text.substr(at, length);
    else append_escaped(out, *point);
    at += length;
  }
  out += '"';
}

/// PyYAML wants a point in every float and a sign in every exponent.
std::string yaml_float(double number) {
  if (std::isnan(number)) return ".nan";
  if (std::isinf(number)) return number < 0 ? "-.inf" : ".inf";
  auto text = float_repr(number);
  if (const auto e = text.find('e'); e != std::string::npos && text.find('.') == std::string::npos)
    text.insert(e, ".0");
  return text;
}

/// Precondition: a scalar, or an empty list or mapping.
void append_inline(std::string& out, const Value& value) {
  if (const auto* text = value.get_if<std::string>()) append_yaml_string(out, *text);
  else if (value.is_null()) out += "null";
  else if (const auto* flag = value.get_if<bool>()) out += *flag ? "true" : "false";
  else if (const auto* number = value.get_if<double>()) out += yaml_float(*number);
  else if (const auto* big = value.get_if<BigInteger>(); big && is_better_hexadecimal(*big)) out += hexadecimal(*big);
  else out += value.is_map() ? "{}" : value.is_list() ? "[]" : python_str(value);
}

bool is_block(const Value& value) {
  const auto* list = value.get_if<List>();
  const auto* map = value.get_if<Map>();
  return (list && !list->empty()) || (map && !map->empty());
}

void append_indent(std::string& out, std::size_t indent) { out.append(indent, ' '); }

/// Lines of a list or mapping that is not empty; the first one is indented already.
void append_block(std::string& out, const Value& value, std::size_t indent) {
  bool first = true;
  const auto begin_line = [&] {
    if (!std::exchange(first, false)) append_indent(out, indent);
  };
  if (const auto* list = value.get_if<List>()) {
    for (const auto& item : *list) {
      begin_line();
      out += "- ";
      if (is_block(item)) {
        append_block(out, item, indent + 2);
      } else {
        append_inline(out, item);
        out += '\n';
      }
    }
    return;
  }
  for (const auto& entry : *value.get_if<Map>()) {
    begin_line();
    append_yaml_entry(out, entry, indent);
  }
}

}  // namespace

void append_yaml_string(std::string& out, std::string_view text) {
  if (!all_visible(text)) return append_double_quoted(out, text);
  if (safe_plain(text)) out += text;
  else append_single_quoted(out, text);
}

std::string yaml_flow(const Value& value) {
  std::string out;
  if (const auto* text = value.get_if<std::string>(); text && text->find_first_of(",[]{}") != std::string::npos) {
    if (all_visible(*text)) append_single_quoted(out, *text);
    else append_double_quoted(out, *text);
  } else if (!is_block(value)) {
    append_inline(out, value);
  } else if (const auto* list = value.get_if<List>()) {
    for (const auto& item : *list) out += (out.empty() ? "[" : ", ") + yaml_flow(item);
    out += ']';
  } else {
    for (const auto& entry : *value.get_if<Map>())
      out += (out.empty() ? "{" : ", ") + yaml_flow(entry.opaque ? Value(written_key(entry)) : entry.key) + ": " +
             yaml_flow(entry.value);
    out += '}';
  }
  return out;
}

std::string yaml_key(const MapEntry& entry) {
  std::string key;
  if (entry.opaque) append_yaml_string(key, written_key(entry));
  else append_inline(key, entry.key);
  return key;
}

void append_yaml_entry(std::string& out, const MapEntry& entry, std::size_t indent) {
  const auto key = yaml_key(entry);
  const bool simple = key.size() <= max_simple_key;
  if (!simple) out += "? ";
  out += key;
  if (!simple) {
    out += '\n';
    append_indent(out, indent);
  }
  out += ':';
  if (!is_block(entry.value)) {
    out += ' ';
    append_inline(out, entry.value);
    out += '\n';
    return;
  }
  out += '\n';
  append_indent(out, indent + 2);
  append_block(out, entry.value, indent + 2);
}

}  // namespace liftoff::value

namespace liftoff {

std::string to_yaml(const Value& value) {
  std::string out;
  if (value::is_block(value)) {
    value::append_block(out, value, 0);
  } else {
    value::append_inline(out, value);
    out += '\n';
  }
  return out;
}

}  // namespace liftoff
