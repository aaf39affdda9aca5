#include "value/scalar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <limits>

#include <liftoff/yaml.hpp>

#include "text/characters.hpp"
#include "value/big_integer.hpp"

namespace liftoff::value {

namespace {

using text::is_digit;
bool is_digit_or_underscore(char c) { return is_digit(c) || c == '_'; }

/// Walks over a text the way a regular expression would.
struct Cursor {
  std::string_view rest;

  bool done() const { return rest.empty(); }
  char peek() const { return rest.empty() ? '\0' : rest.front(); }
  bool take(char c) {
    if (peek() != c || done()) return false;
    rest.remove_prefix(1);
    return true;
  }
  template <class Matches> std::size_t take_while(Matches matches) {
    std::size_t n = 0;
    while (n < rest.size() && matches(rest[n])) ++n;
    rest.remove_prefix(n);
    return n;
  }
  bool take_sign() { return take('-') || take('+'); }
};

std::string without_underscores(std::string_view text) {
  std::string digits(text);
  std::erase(digits, '_');
  return digits;
}

bool all(std::string_view text, bool (*matches)(char)) { return std::all_of(text.begin(), text.end(), matches); }

/// (:[0-5]?[0-9])+, the minutes and seconds of a sexagesimal number.
bool take_sexagesimal_tail(Cursor& at) {
  bool any = false;
  while (at.peek() == ':') {
    Cursor next = at;
    next.take(':');
    if (next.peek() >= '0' && next.peek() <= '5' && next.rest.size() > 1 && is_digit(next.rest[1]))
      next.rest.remove_prefix(2);
    else if (is_digit(next.peek())) next.rest.remove_prefix(1);
    else return any;
    at = next;
    any = true;
  }
  return any;
}

std::optional<Value> based_integer(std::string_view digits, int base, bool negative, bool (*matches)(char)) {
  if (!all(digits, matches)) return std::nullopt;
  const auto clean = without_underscores(digits);
  if (clean.empty()) return std::nullopt;  // "0x_" matches the pattern, but PyYAML then fails on it
  return integer_from_digits(clean, base, negative);
}

enum class Exponent { None, Valid, Invalid };

/// [eE][-+]?[0-9]+ or, with `signed_only`, [eE][-+][0-9]+, up to the end of the text.
Exponent take_exponent(Cursor& at, bool signed_only) {
  if (at.done()) return Exponent::None;
  if (!at.take('e') && !at.take('E')) return Exponent::Invalid;
  const bool has_sign = at.take_sign();
  if (signed_only && !has_sign) return Exponent::Invalid;
  return at.take_while(is_digit) > 0 && at.done() ? Exponent::Valid : Exponent::Invalid;
}

/// [0-9]+(_[0-9]+)*: OmegaConf's stricter digits.
bool strict_digits(std::string_view text) {
  return !text.empty() && text.front() != '_' && text.back() != '_' && text.find("__") == std::string_view::npos;
}

bool matches_plain_float(Cursor at) {
  if (at.take('.')) {
    return is_digit(at.peek()) && at.take_while(is_digit_or_underscore) > 0 &&
           take_exponent(at, true) != Exponent::Invalid;
  }
  const auto whole = at.rest;
  if (!is_digit(at.peek())) return false;
  const auto length = at.take_while(is_digit_or_underscore);
  if (!at.take('.')) return strict_digits(whole.substr(0, length)) && take_exponent(at, false) == Exponent::Valid;
  at.take_while(is_digit_or_underscore);
  return take_exponent(at, false) != Exponent::Invalid;
}

bool matches_sexagesimal_float(Cursor at) {
  if (!is_digit(at.peek())) return false;
  at.take_while(is_digit_or_underscore);
  if (!take_sexagesimal_tail(at) || !at.take('.')) return false;
  at.take_while(is_digit_or_underscore);
  return at.done();
}

double to_double(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

double sexagesimal_value(const std::string& text) {
  double value = 0;
  for (std::size_t at = 0;;) {
    const auto end = text.find(':', at);
    value = value * 60 + to_double(text.substr(at, end == std::string::npos ? end : end - at));
    if (end == std::string::npos) return value;
    at = end + 1;
  }
}

}  // namespace

bool scalar_is_null(std::string_view text) {
  return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

std::optional<bool> scalar_as_bool(std::string_view text) {
  static constexpr std::array yes = {"yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"};
  static constexpr std::array no = {"no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"};
  if (text.size() < 2 || text.size() > 5) return std::nullopt;
  if (std::find(yes.begin(), yes.end(), text) != yes.end()) return true;
  if (std::find(no.begin(), no.end(), text) != no.end()) return false;
  return std::nullopt;
}

std::optional<Value> scalar_as_integer(std::string_view text) {
  Cursor at{text};
  const bool negative = at.peek() == '-';
  at.take_sign();
  if (!is_digit(at.peek())) return std::nullopt;
  if (at.rest == "0") return Value(0);
  if (at.take('0')) {
    if (at.take('b'))
      return based_integer(at.rest, 2, negative, [](char c) { return c == '0' || c == '1' || c == '_'; });
    if (at.take('x'))
      return based_integer(at.rest, 16, negative, [](char c) { return text::is_hex_digit(c) || c == '_'; });
    if (!all(at.rest, [](char c) { return (c >= '0' && c <= '7') || c == '_'; })) return std::nullopt;
    return integer_from_digits("0" + without_underscores(at.rest), 8, negative);
  }
  const auto digits = at.rest;
  at.take_while(is_digit_or_underscore);
  if (at.done()) return integer_from_digits(without_underscores(digits), 10, negative);
  if (!take_sexagesimal_tail(at) || !at.done()) return std::nullopt;
  return integer_from_sexagesimal(without_underscores(digits), negative);
}

std::optional<double> scalar_as_float(std::string_view text) {
  if (text == ".nan" || text == ".NaN" || text == ".NAN") return std::numeric_limits<double>::quiet_NaN();
  Cursor at{text};
  const double sign = at.peek() == '-' ? -1 : 1;
  const bool has_sign = at.take_sign();
  if (at.rest == ".inf" || at.rest == ".Inf" || at.rest == ".INF")
    return sign * std::numeric_limits<double>::infinity();
  if (has_sign && at.peek() == '.') return std::nullopt;
  if (matches_plain_float(at)) return sign * to_double(without_underscores(at.rest));
  if (matches_sexagesimal_float(at)) return sign * sexagesimal_value(without_underscores(at.rest));
  return std::nullopt;
}

}  // namespace liftoff::value

namespace liftoff {

Value resolve_scalar(std::string_view plain) {
  if (value::scalar_is_null(plain)) return {};
  const char first = plain.front();
  const bool numeric = value::is_digit(first) || first == '-' || first == '+' || first == '.';
  if (!numeric) {
    if (const auto flag = value::scalar_as_bool(plain)) return *flag;
    return plain;
  }
  // PyYAML tries its own floats before integers, OmegaConf's floats come last; the patterns don't overlap.
  if (const auto integer = value::scalar_as_integer(plain)) return *integer;
  if (const auto number = value::scalar_as_float(plain)) return *number;
  return plain;
}

}  // namespace liftoff

namespace liftoff::value {

bool is_text_to_pyyaml(std::string_view plain) {
  // PyYAML 6, resolver.py: an exponent needs a sign, and a point before it; infinities and NaN have a point.
  const auto e = plain.find_first_of("eE");
  if (e == std::string_view::npos || e + 1 >= plain.size()) return false;
  const char next = plain[e + 1];
  return plain.substr(0, e).find('.') == std::string_view::npos || (next != '+' && next != '-');
}

}  // namespace liftoff::value
