#include "failures/normalised_error.hpp"

#include <algorithm>
#include <array>

#include "failures/letters.hpp"
#include "failures/lines.hpp"
#include "text/characters.hpp"
#include "text/utf8.hpp"

namespace liftoff::failures {

namespace {

constexpr std::size_t longest_read = 8192;  // bytes

/// Without escape sequences, any run of blanks as one.
std::string in_one_line(std::string_view text) {
  std::string out;
  for (const char c : without_escapes(text))
    if (c != ' ' && c != '\t') out += c;
    else if (!out.ends_with(' ')) out += ' ';
  return out;
}

bool is_any_of(char c, std::string_view chars) { return chars.find(c) != std::string_view::npos; }
bool in_path(char c) { return is_letter(c) || is_digit(c) || is_any_of(c, "/.-+@%~=#,"); }

/// How much of the text's begin may be a path. The stop of a sentence is no part of it.
std::size_t path_length(std::string_view text) {
  auto length = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), in_path) - text.begin());
  while (length > 0 && is_any_of(text[length - 1], ".,")) --length;
  return length;
}

/// Whether what stands in quotes is a path: it has a `/`, no prose in front of it, and no protocol.
bool is_path(std::string_view quoted) {
  const auto slash = quoted.find('/');
  return slash != std::string_view::npos && quoted.find(' ') >= slash && quoted.find("://") == std::string_view::npos;
}

/// Reads a message from the left, one piece after the other.
class Normaliser {
 public:
  explicit Normaliser(std::string_view text) : text_(text) {}

  std::string run() {
    while (at_ < text_.size())
      if (!quoted_path() && !path() && !relative_path() && !address() && !hash() && !number()) out_ += text_[at_++];
    return out_;
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool after_word() const { return at_ > 0 && (is_letter(text_[at_ - 1]) || is_digit(text_[at_ - 1])); }
  bool after_any_of(std::string_view chars) const { return at_ > 0 && is_any_of(text_[at_ - 1], chars); }

  bool replace(std::size_t length, std::string_view by) {
    out_ += by;
    at_ += length;
    return true;
  }

  bool quoted_path() {
    const char quote = peek();
    if (!is_any_of(quote, "'\"") || after_word()) return false;
    const auto end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos || !is_path(text_.substr(at_ + 1, end - at_ - 1))) return false;
    return replace(end + 1 - at_, quote == '"' ? "\"<path>\"" : "'<path>'");
  }

  bool path() {
    const auto rest = text_.substr(at_);
    const bool starts =
        rest.starts_with("/") || rest.starts_with("./") || rest.starts_with("../") || rest.starts_with("~/");
    if (!starts || after_word() || after_any_of("/.:~")) return false;
    const auto found = rest.substr(0, path_length(rest));
    return std::any_of(found.begin(), found.end(), is_letter) && replace(found.size(), "<path>");
  }

  /// "runs/3_lr/model.pt": words with slashes between them, with a digit or a dot somewhere ("and/or" is none).
  bool relative_path() {
    if (after_word() || !(is_letter(peek()) || is_digit(peek())) || after_any_of("/.:")) return false;
    const auto rest = text_.substr(at_);
    const auto found = rest.substr(0, path_length(rest));
    const auto has = [&](auto is) { return std::any_of(found.begin(), found.end(), is); };
    return has([](char c) { return c == '/'; }) && has(is_letter) &&
           has([](char c) { return is_digit(c) || c == '.'; }) && replace(found.size(), "<path>");
  }

  bool address() {
    if (after_word() || peek() != '0' || !is_any_of(peek(1), "xX") || !text::is_hex_digit(peek(2))) return false;
    std::size_t length = 2;
    while (text::is_hex_digit(peek(length))) ++length;
    return replace(length, "0x#");
  }

  /// At least eight hexadecimal digits, letters and digits mixed; also in the groups of a UUID.
  bool hash() {
    if (after_word()) return false;
    std::size_t length = 0, letters = 0, digits = 0;
    while (text::is_hex_digit(peek(length)) ||
           (length >= 8 && peek(length) == '-' && text::is_hex_digit(peek(length + 1)))) {
      (is_digit(peek(length)) ? digits : letters) += peek(length) != '-';
      ++length;
    }
    const char next = peek(length);
    if (length < 8 || letters == 0 || digits == 0 || is_letter(next) || is_digit(next)) return false;
    return replace(length, "#");
  }

  /// Whether the letters in front of the digits name a type or an encoding with them, as in `float32` and `utf-8`.
  bool names_a_kind() const {
    auto end = at_;
    if (end > 0 && text_[end - 1] == '-') --end;
    auto begin = end;
    while (begin > 0 && text_[begin - 1] >= 'a' && text_[begin - 1] <= 'z') --begin;
    constexpr std::array<std::string_view, 13> kinds{"float", "int", "uint", "complex", "bfloat", "fp",   "bf",
                                                     "tf",    "utf", "sha",  "md",      "str",    "latin"};
    return std::find(kinds.begin(), kinds.end(), text_.substr(begin, end - begin)) != kinds.end();
  }

  /// Whether the byte in front of the number is its sign, and no hyphen of a word.
  bool after_sign() const {
    return after_any_of("+-") && (at_ < 2 || !(is_letter(text_[at_ - 2]) || is_digit(text_[at_ - 2])));
  }

  std::size_t digits_from(std::size_t length) const {
    while (is_digit(peek(length)) || (is_any_of(peek(length), "._,") && is_digit(peek(length + 1)))) ++length;
    return length;
  }

  std::size_t exponent_from(std::size_t length) const {
    if (!is_any_of(peek(length), "eE")) return length;
    const std::size_t sign = is_any_of(peek(length + 1), "+-") ? 1 : 0;
    if (!is_digit(peek(length + 1 + sign))) return length;
    length += 1 + sign;
    while (is_digit(peek(length))) ++length;
    return length;
  }

  bool number() {
    if (!is_digit(peek())) return false;
    if (names_a_kind()) {
      while (is_digit(peek())) out_ += text_[at_++];
      return true;
    }
    if (after_sign() && !out_.empty()) out_.pop_back();
    return replace(exponent_from(digits_from(0)), "#");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string normalised_error(std::string_view line) {
  const auto text = in_one_line(line.substr(0, longest_read));
  auto message = Normaliser(text).run();
  message.erase(message.find_last_not_of(' ') + 1);
  return text::shortened(message, longest_line);
}

std::string readable(std::string_view line) {
  return text::shortened(trimmed(in_one_line(line.substr(0, longest_read))), longest_line);
}

}  // namespace liftoff::failures
