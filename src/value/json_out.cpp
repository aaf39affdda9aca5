#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include <liftoff/yaml.hpp>

#include "text/utf8.hpp"
#include "value/config_key.hpp"
#include "value/scalar.hpp"

namespace liftoff {

namespace {

void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const auto [point, length] = text::decode_utf8(text, at);
    if (!point) out += fmt::format("\\udc{:02x}", static_cast<unsigned char>(text[at]));
    else if (*point == '"' || *point == '\\') (out += '\\') += text[at];
    else if (*point < 0x20 || *point == 0x7f) out += fmt::format("\\u{:04x}", static_cast<unsigned>(*point));
    else out += text.substr(at, length);
    at += length;
  }
  out += '"';
}

/// Whether a JSON object can hold it without being mistaken for something else.
bool is_plain_object(const Map& map) {
  return std::all_of(map.begin(), map.end(), [](const MapEntry& entry) {
    const auto* name = entry.key.get_if<std::string>();
    return name && !name->starts_with('$');
  });
}

void append_value(std::string& out, const Value& value);

void append_key(std::string& out, const MapEntry& entry) {
  if (entry.opaque) append_string(out, value::written_key(entry));
  else append_value(out, entry.key);
}

template <class Items, class Append>
void append_items(std::string& out, char open, char close, const Items& items, Append append) {
  out += open;
  bool first = true;
  for (const auto& item : items) {
    if (!first) out += ", ";
    first = false;
    append(item);
  }
  out += close;
}

void append_map(std::string& out, const Map& map) {
  if (is_plain_object(map)) {
    return append_items(out, '{', '}', map, [&](const MapEntry& entry) {
      append_key(out, entry);
      out += ": ";
      append_value(out, entry.value);
    });
  }
  out += "{\"$map\": ";
  append_items(out, '[', ']', map, [&](const MapEntry& entry) {
    out += '[';
    append_key(out, entry);
    out += ", ";
    append_value(out, entry.value);
    out += ']';
  });
  out += '}';
}

void append_value(std::string& out, const Value& value) {
  if (const auto* text = value.get_if<std::string>()) append_string(out, *text);
  else if (const auto* map = value.get_if<Map>()) append_map(out, *map);
  else if (const auto* list = value.get_if<List>())
    append_items(out, '[', ']', *list, [&](const Value& item) { append_value(out, item); });
  else if (value.is_null()) out += "null";
  else if (const auto* flag = value.get_if<bool>()) out += *flag ? "true" : "false";
  else if (const auto* number = value.get_if<double>(); number && !std::isfinite(*number))
    out += std::isnan(*number) ? "NaN" : *number < 0 ? "-Infinity" : "Infinity";
  else out += python_str(value);
}

}  // namespace

std::string to_typed_json(const Value& value) {
  std::string out;
  append_value(out, value);
  return out;
}

}  // namespace liftoff
