#include "report/json_value.hpp"

#include <cmath>

#include <liftoff/yaml.hpp>

#include "posix/clock.hpp"
#include "text/json_text.hpp"

namespace liftoff::report {

namespace {

Value strict(const Value& value) {
  if (const auto* number = value.get_if<double>(); number && !std::isfinite(*number)) return python_str(value);
  if (const auto* list = value.get_if<List>()) {
    List items;
    for (const auto& item : *list) items.push_back(strict(item));
    return items;
  }
  if (const auto* map = value.get_if<Map>()) {
    Map entries;
    for (const auto& entry : *map) entries.append({entry.key, strict(entry.value), entry.opaque});
    return entries;
  }
  return value;
}

}  // namespace

std::string json_value(const Value& value) { return to_typed_json(strict(value)); }

std::string json_time(const std::optional<double>& unix_seconds) {
  return text::json_or_null(unix_seconds, [](double at) { return text::json_quoted(posix::iso8601(at)); });
}

}  // namespace liftoff::report
