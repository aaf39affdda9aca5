#include "value/json_object.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <vector>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "text/json_text.hpp"
#include "value/json_read.hpp"
#include "value/leaves.hpp"
#include "value/number.hpp"
#include "value/python_text.hpp"
#include "value/scalar.hpp"

namespace liftoff::value {

namespace {

// What each kind of member is called, and how it is taken from a value: false where it is another kind.

constexpr const char* kind_of(const bool&) { return "true or false"; }
bool take(const Value& value, bool& into) {
  const auto* flag = value.get_if<bool>();
  if (flag) into = *flag;
  return flag != nullptr;
}

constexpr const char* kind_of(const std::int64_t&) { return "a whole number"; }
bool take(const Value& value, std::int64_t& into) {
  const auto* number = value.get_if<std::int64_t>();
  if (number) into = *number;
  return number != nullptr;
}

constexpr const char* kind_of(const int&) { return "a whole number"; }
bool take(const Value& value, int& into) {
  std::int64_t number = 0;
  if (!take(value, number) || number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max())
    return false;
  into = static_cast<int>(number);
  return true;
}

constexpr const char* kind_of(const std::uint64_t&) { return "a whole number from 0"; }
bool take(const Value& value, std::uint64_t& into) {
  if (std::int64_t number = 0; take(value, number)) return into = static_cast<std::uint64_t>(number), number >= 0;
  const auto* big = value.get_if<BigInteger>();
  if (!big) return false;
  const auto* end = big->digits.data() + big->digits.size();
  const auto result = std::from_chars(big->digits.data(), end, into);
  return result.ec == std::errc{} && result.ptr == end;
}

constexpr const char* kind_of(const double&) { return "a number"; }
bool take(const Value& value, double& into) {
  const auto number = value.get_if<bool>() ? std::nullopt : as_double(value);
  if (number) into = *number;
  return number.has_value();
}

constexpr const char* kind_of(const std::string&) { return "a text"; }
bool take(const Value& value, std::string& into) {
  const auto* text = value.get_if<std::string>();
  if (text) into = *text;
  return text != nullptr;
}

constexpr const char* kind_of(const std::vector<int>&) { return "a list of whole numbers"; }
constexpr const char* kind_of(const std::vector<std::string>&) { return "a list of texts"; }
template <class Item> bool take(const Value& value, std::vector<Item>& into) {
  const auto* list = value.get_if<List>();
  if (!list) return false;
  into.resize(list->size());
  for (std::size_t i = 0; i < list->size(); ++i)
    if (!take((*list)[i], into[i])) return false;
  return true;
}

std::string object_text(const Map& map) {
  std::string text = "{";
  for (const auto& entry : map)
    text += (text.size() > 1 ? "," : "") + text::json_quoted(key_text(entry)) + ":" + to_json(entry.value);
  return text += '}';
}

}  // namespace

std::optional<JsonObject> JsonObject::parse(std::string_view text) try {
  auto value = parse_json(text);
  auto* members = value.get_if<Map>();
  return members ? std::optional<JsonObject>(std::move(*members)) : std::nullopt;
} catch (const Error&) {
  return std::nullopt;
}

const Value* JsonObject::find(std::string_view name) const noexcept {
  const auto* entry = members_.find(name);
  return entry ? &entry->value : nullptr;
}

template <class T> std::optional<T> JsonObject::optional(std::string_view name) const {
  const auto* value = find(name);
  if (!value || value->is_null()) return std::nullopt;
  T member{};
  if (!take(*value, member)) throw usage_error(fmt::format("'{}' is not {}", name, kind_of(member)));
  return member;
}

template <class T> T JsonObject::required(std::string_view name) const {
  auto member = optional<T>(name);
  if (!member) throw usage_error(fmt::format("'{}' is missing", name));
  return std::move(*member);
}

std::string to_json(const Value& value) {
  if (const auto* text = value.get_if<std::string>()) return text::json_quoted(*text);
  if (const auto* map = value.get_if<Map>()) return object_text(*map);
  if (const auto* list = value.get_if<List>()) return text::json_array(*list, to_json);
  if (const auto* flag = value.get_if<bool>()) return *flag ? "true" : "false";
  if (const auto* number = value.get_if<std::int64_t>()) return std::to_string(*number);
  if (const auto* big = value.get_if<BigInteger>()) return big->digits;
  const auto* real = value.get_if<double>();
  return real && std::isfinite(*real) ? float_repr(*real) : "null";
}

#define LIFTOFF_JSON_MEMBER(T)                                                    \
  template std::optional<T> JsonObject::optional<T>(std::string_view name) const; \
  template T JsonObject::required<T>(std::string_view name) const;
LIFTOFF_JSON_MEMBER(bool)
LIFTOFF_JSON_MEMBER(int)
LIFTOFF_JSON_MEMBER(std::int64_t)
LIFTOFF_JSON_MEMBER(std::uint64_t)
LIFTOFF_JSON_MEMBER(double)
LIFTOFF_JSON_MEMBER(std::string)
LIFTOFF_JSON_MEMBER(std::vector<int>)
LIFTOFF_JSON_MEMBER(std::vector<std::string>)
#undef LIFTOFF_JSON_MEMBER

}  // namespace liftoff::value
