#pragma once
// The objects that liftoff's own files hold, member by member.
#include <optional>
#include <string>
#include <string_view>

#include <liftoff/value.hpp>

namespace liftoff::value {

/// One JSON object as it was read. A member T is a bool, int, std::int64_t, std::uint64_t, double (integers count),
/// std::string, or a std::vector of ints or strings. Errors: Usage, for a member of another kind ("'runs_no' is not a
/// whole number") or out of T's range.
class JsonObject {
 public:
  explicit JsonObject(Map members) : members_(std::move(members)) {}
  /// Nothing where the text is no JSON, or no object.
  static std::optional<JsonObject> parse(std::string_view text);

  /// nullptr where it is absent.
  const Value* find(std::string_view name) const noexcept;
  /// Nothing where it is absent or null.
  template <class T> std::optional<T> optional(std::string_view name) const;
  /// Errors: also where it is absent or null.
  template <class T> T required(std::string_view name) const;
  template <class T> T value_or(std::string_view name, T otherwise) const {
    return optional<T>(name).value_or(std::move(otherwise));
  }

 private:
  Map members_;
};

/// Strict JSON without line ends, as json_read reads it: bytes that are no UTF-8 become U+FFFD, numbers that JSON lacks
/// null, keys that are no strings their text.
std::string to_json(const Value& value);

}  // namespace liftoff::value
