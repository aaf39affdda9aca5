#include "value/json_in.hpp"

#include <charconv>
#include <cstdlib>
#include <limits>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

#include "text/characters.hpp"
#include "text/utf8.hpp"
#include "value/big_integer.hpp"
#include "value/config_key.hpp"
#include "value/key_index.hpp"

namespace liftoff::value {

namespace {

constexpr int deepest_json = 500;

using text::is_digit;

/// What to make of keys and escapes: the suite's typed JSON, or data as any program writes it.
enum class Dialect { Typed, Data };

class JsonReader {
 public:
  JsonReader(std::string_view text, Dialect dialect) : text_(text), data_(dialect == Dialect::Data) {}

  Value document() {
    if (data_) take_word("\xef\xbb\xbf");
    Value value = read(!data_, 0);
    skip_space();
    if (at_ < text_.size()) fail("something follows the value");
    return value;
  }

 private:
  [[noreturn]] void fail(std::string_view what) const {
    throw usage_error(fmt::format("JSON, byte {}: {}", at_, what));
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void expect(char c) {
    if (!take(c)) fail(fmt::format("'{}' expected", c));
  }
  bool take_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  void skip_space() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r') ++at_;
  }

  /// `names`: keys are names of a configuration, in which a trailing `_` is the opaque mark.
  Value read(bool names, int depth) {
    if (depth > deepest_json) fail("nested too deeply");
    skip_space();
    if (take('{')) return object(names, depth);
    if (take('[')) return list(depth);
    if (peek() == '"') return string();
    if (take_word("null")) return {};
    if (take_word("true")) return true;
    if (take_word("false")) return false;
    if (take_word("NaN")) return std::numeric_limits<double>::quiet_NaN();
    if (take_word("Infinity")) return std::numeric_limits<double>::infinity();
    if (take_word("-Infinity")) return -std::numeric_limits<double>::infinity();
    return number();
  }

  Value number() {
    const auto begin = at_;
    const bool negative = take('-');
    const auto digits = at_;
    while (is_digit(peek())) ++at_;
    if (at_ == digits) fail("a value expected");
    const auto whole = text_.substr(digits, at_ - digits);
    bool integer = true;
    while (is_digit(peek()) || peek() == '.' || peek() == 'e' || peek() == 'E' || peek() == '+' || peek() == '-') {
      integer = false;
      ++at_;
    }
    if (integer) return integer_from_digits(whole, 10, negative);
    const std::string literal(text_.substr(begin, at_ - begin));
    char* end = nullptr;
    const double value = std::strtod(literal.c_str(), &end);
    if (*end) fail("a malformed number");
    return value;
  }

  unsigned hex4() {
    unsigned number = 0;
    const auto digits = text_.substr(at_, 4);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    if (error != std::errc{} || digits.size() < 4 || end != digits.data() + 4) fail("four hexadecimal digits expected");
    at_ += 4;
    return number;
  }

  /// A lone low surrogate stands for a byte that is no UTF-8.
  void append_unicode_escape(std::string& out) {
    const unsigned unit = hex4();
    if (!data_ && unit >= 0xdc80 && unit <= 0xdcff) {
      out += static_cast<char>(static_cast<unsigned char>(unit & 0xffU));
      return;
    }
    if (unit < 0xd800 || unit > 0xdfff) return text::append_utf8(out, unit);
    const auto after = at_;
    const unsigned low = unit < 0xdc00 && take_word("\\u") ? hex4() : 0;
    if (low >= 0xdc00 && low <= 0xdfff)
      return text::append_utf8(out, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
    if (!data_) fail("half a surrogate pair");
    at_ = after;
    text::append_utf8(out, 0xfffd);
  }

  void append_escape(std::string& out) {
    static constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
    const char c = peek();
    ++at_;
    if (c == 'u') return append_unicode_escape(out);
    const auto which = letters.find(c);
    if (which == std::string_view::npos) fail("an unknown escape");
    out += meanings[which];
  }

  std::string string() {
    expect('"');
    std::string out;
    for (;;) {
      const auto next = text_.find_first_of("\"\\", at_);
      if (next == std::string_view::npos) fail("a string without an end");
      out += text_.substr(at_, next - at_);
      at_ = next + 1;
      if (text_[next] == '"') return out;
      append_escape(out);
    }
  }

  Value list(int depth) {
    List items;
    skip_space();
    if (take(']')) return items;
    do items.push_back(read(false, depth + 1));
    while (next_item());
    expect(']');
    return items;
  }

  bool next_item() {
    skip_space();
    return take(',');
  }

  Value object(bool names, int depth) {
    Map map;
    KeyIndex index;
    skip_space();
    if (take('}')) return map;
    do {
      skip_space();
      auto key = string();
      skip_space();
      expect(':');
      if (!data_ && key == "$map" && map.empty()) {
        map = pairs(names, depth);
        skip_space();
        expect('}');
        return map;
      }
      add(map, index, std::move(key), names, depth);
    } while (next_item());
    expect('}');
    return map;
  }

  void add(Map& map, KeyIndex& index, Value key, bool names, int depth) {
    MapEntry entry;
    const auto* text = key.get_if<std::string>();
    if (names && text) {
      const auto name = split_config_key(*text);
      entry.opaque = name.opaque;
      entry.key = name.name;
    } else {
      entry.key = std::move(key);
    }
    auto* present = index.find(map, entry.key);
    if (present && !data_) fail(fmt::format("the key '{}' stands twice", python_str(entry.key)));
    entry.value = read(names && !entry.opaque, depth + 1);
    if (present) return void(present->value = std::move(entry.value));
    map.append(std::move(entry));
  }

  /// [[key, value], …]
  Map pairs(bool names, int depth) {
    Map map;
    KeyIndex index;
    skip_space();
    expect('[');
    skip_space();
    if (take(']')) return map;
    do {
      skip_space();
      expect('[');
      Value key = read(false, depth + 1);
      skip_space();
      expect(',');
      add(map, index, std::move(key), names, depth);
      skip_space();
      expect(']');
    } while (next_item());
    expect(']');
    return map;
  }

  std::string_view text_;
  bool data_;
  std::size_t at_ = 0;
};

}  // namespace

}  // namespace liftoff::value

namespace liftoff {

Value parse_typed_json(std::string_view text) { return value::JsonReader(text, value::Dialect::Typed).document(); }

}  // namespace liftoff

namespace liftoff::value {

Value parse_json_data(std::string_view text) { return JsonReader(text, Dialect::Data).document(); }

}  // namespace liftoff::value
