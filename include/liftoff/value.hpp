#pragma once
// Configuration values: what YAML 1.1 scalars, lists and mappings resolve to.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <liftoff/export.hpp>

namespace liftoff {

/// An integer that does not fit std::int64_t, as canonical decimal text ("-" and digits).
struct BigInteger {
  std::string digits;
  bool operator==(const BigInteger&) const = default;
};

/// Where a value was read. `line` counts from 1; 0 where the value was not read from a file.
struct SourceMark {
  std::shared_ptr<const std::string> file;
  int line = 0;
};

class Value;
struct MapEntry;

using List = std::vector<Value>;

/// Keys in the order in which they were written. Keys are unique by value and kind; under
/// configuration mappings they are strings. Look-ups are linear: mappings are small.
class LIFTOFF_API Map {
 public:
  Map();
  Map(const Map&);
  Map(Map&&) noexcept;
  Map& operator=(const Map&);
  Map& operator=(Map&&) noexcept;
  ~Map();

  std::size_t size() const noexcept;
  bool empty() const noexcept;
  const MapEntry* begin() const noexcept;
  const MapEntry* end() const noexcept;
  MapEntry* begin() noexcept;
  MapEntry* end() noexcept;

  /// The entry with this string key, or nullptr.
  const MapEntry* find(std::string_view key) const noexcept;
  MapEntry* find(std::string_view key) noexcept;
  const MapEntry* find(const char* key) const noexcept { return find(std::string_view(key)); }
  MapEntry* find(const char* key) noexcept { return find(std::string_view(key)); }
  /// The entry with this key (equal value of equal kind), or nullptr.
  const MapEntry* find(const Value& key) const noexcept;

  /// Replaces the value of `key` in place or appends it.
  void set(std::string_view key, Value value, bool opaque = false);
  /// Appends without looking for an equal key: the caller knows that there is none.
  void append(MapEntry entry);
  /// Whether there was such a key.
  bool erase(std::string_view key);

  LIFTOFF_API friend bool operator==(const Map& a, const Map& b);

 private:
  std::vector<MapEntry> entries_;
};

/// One configuration value. Copying copies the whole tree. Equality is strict: kinds must agree
/// (1 != 1.0 != true) and NaN equals NaN; python_equal() compares as Python does.
class LIFTOFF_API Value {
 public:
  using Data = std::variant<std::monostate, bool, std::int64_t, BigInteger, double, std::string, List, Map>;

  Value() = default;
  Value(bool b) : data_(b) {}
  Value(int i) : data_(std::int64_t{i}) {}
  Value(std::int64_t i) : data_(i) {}
  Value(BigInteger i) : data_(std::move(i)) {}
  Value(double d) : data_(d) {}
  Value(std::string s) : data_(std::move(s)) {}
  Value(std::string_view s) : data_(std::string(s)) {}
  Value(const char* s) : data_(std::string(s)) {}
  Value(List l) : data_(std::move(l)) {}
  Value(Map m) : data_(std::move(m)) {}

  const Data& data() const noexcept { return data_; }

  bool is_null() const noexcept { return std::holds_alternative<std::monostate>(data_); }
  bool is_map() const noexcept { return std::holds_alternative<Map>(data_); }
  bool is_list() const noexcept { return std::holds_alternative<List>(data_); }
  bool is_string() const noexcept { return std::holds_alternative<std::string>(data_); }
  bool is_scalar() const noexcept { return !is_map() && !is_list(); }

  /// The alternative T, or nullptr where the value is of another kind.
  template <class T> const T* get_if() const noexcept { return std::get_if<T>(&data_); }
  template <class T> T* get_if() noexcept { return std::get_if<T>(&data_); }

  /// Follows string keys through nested mappings ("optim.lr" is {"optim", "lr"}), or nullptr.
  const Value* find(const std::vector<std::string>& path) const noexcept;

  SourceMark mark;  ///< not part of equality

  LIFTOFF_API friend bool operator==(const Value& a, const Value& b);

 private:
  Data data_;
};

/// `opaque` records the trailing `_` of a configuration key: its value replaces a default as a
/// whole and reaches scripts as a plain dict. The key itself is stored without the suffix.
struct MapEntry {
  Value key;
  Value value;
  bool opaque = false;
  const std::string& name() const { return std::get<std::string>(key.data()); }  ///< precondition: a string key
};

/// Equality as Python's ==: 1 == 1.0 == True, lists and dicts element-wise (dicts in any order), NaN != NaN.
LIFTOFF_API bool python_equal(const Value& a, const Value& b);

}  // namespace liftoff
