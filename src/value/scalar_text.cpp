#include "value/scalar_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "text/characters.hpp"
#include "text/utf8.hpp"

namespace liftoff::value {

namespace {

constexpr std::string_view blanks = " \t";

/// The ends of lines of YAML 1.1 and what is read for them; "\r\n" comes before "\r".
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> line_ends = {
    {{"\r\n", "\n"}, {"\n", "\n"}, {"\r", "\n"}, {"\u0085", "\n"}, {"\u2028", "\u2028"}, {"\u2029", "\u2029"}}};

constexpr std::array<std::pair<char, std::string_view>, 19> escapes = {{{'0', {"\0", 1}},
                                                                        {'a', "\a"},
                                                                        {'b', "\b"},
                                                                        {'t', "\t"},
                                                                        {'\t', "\t"},
                                                                        {'n', "\n"},
                                                                        {'v', "\v"},
                                                                        {'f', "\f"},
                                                                        {'r', "\r"},
                                                                        {'e', "\x1b"},
                                                                        {' ', " "},
                                                                        {'"', "\""},
                                                                        {'\'', "'"},
                                                                        {'\\', "\\"},
                                                                        {'/', "/"},
                                                                        {'N', "\u0085"},
                                                                        {'_', "\u00a0"},
                                                                        {'L', "\u2028"},
                                                                        {'P', "\u2029"}}};

/// A text that is read from its front.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool done() const { return text_.empty(); }
  bool at(std::string_view text) const { return text_.starts_with(text); }
  bool at_any(std::string_view characters) const {
    return !done() && characters.find(text_.front()) != characters.npos;
  }
  bool at_line_end() const { return line_end() != nullptr; }

  std::string_view take(std::size_t n) {
    const auto taken = text_.substr(0, n);
    text_.remove_prefix(taken.size());
    return taken;
  }
  std::string_view take_all(std::string_view characters, std::size_t most = std::string_view::npos) {
    return take(std::min(most, text_.find_first_not_of(characters)));
  }
  /// Up to the next of these or the end of the line.
  std::string_view take_until(std::string_view characters) {
    auto rest = *this;
    while (!rest.done() && !rest.at_any(characters) && !rest.at_line_end()) rest.take(1);
    return take(text_.size() - rest.text_.size());
  }
  /// What is read for the end of the line; nothing where it doesn't end here.
  std::string_view take_line_end() {
    const auto* end = line_end();
    if (end) take(end->first.size());
    return end ? end->second : std::string_view();
  }

 private:
  const std::pair<std::string_view, std::string_view>* line_end() const {
    constexpr std::string_view first_bytes = "\r\n\xc2\xe2";
    if (!at_any(first_bytes)) return nullptr;
    const auto* found =
        std::find_if(line_ends.begin(), line_ends.end(), [&](const auto& end) { return at(end.first); });
    return found == line_ends.end() ? nullptr : found;
  }

  std::string_view text_;
};

/// Lines with nothing but blanks, and the blanks in front of the next.
std::string take_empty_lines(Reader& from) {
  std::string ends;
  for (from.take_all(blanks); from.at_line_end(); from.take_all(blanks)) ends += from.take_line_end();
  return ends;
}

/// What a line's end between two lines of text becomes, with the empty lines behind it.
std::string folded(std::string_view end, const std::string& empty_lines) {
  if (end != "\n") return std::string(end) + empty_lines;
  return empty_lines.empty() ? " " : empty_lines;
}

char32_t number_of(std::string_view hex_digits) {
  char32_t number = 0;
  for (const char c : hex_digits) {
    const auto digit = text::is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
    number = number * 16 + static_cast<char32_t>(digit);
  }
  return number;
}

/// Behind the backslash.
void append_escape(std::string& to, Reader& from) {
  if (from.at_line_end()) {
    from.take_line_end();
    to += take_empty_lines(from);
    return;
  }
  const char name = from.take(1).front();
  const std::size_t digits = name == 'x' ? 2 : name == 'u' ? 4 : name == 'U' ? 8 : 0;
  if (digits > 0) return text::append_utf8(to, number_of(from.take(digits)));
  const auto* known = std::find_if(escapes.begin(), escapes.end(), [&](const auto& e) { return e.first == name; });
  if (known != escapes.end()) to += known->second;
}

/// Blanks, which are dropped where the line ends behind them.
void append_blanks(std::string& to, Reader& from) {
  const auto taken = from.take_all(blanks);
  if (!from.at_line_end()) {
    to += taken;
    return;
  }
  const auto end = from.take_line_end();
  to += folded(end, take_empty_lines(from));
}

/// The line of a block scalar's `|` or `>`.
struct BlockHeader {
  bool folds = false;
  char chomps = 0;  ///< '+', '-', or neither
  int indent = 0;   ///< 0: that of its text
};

BlockHeader take_header(Reader& from) {
  BlockHeader header;
  header.folds = from.take(1) == ">";
  while (from.at_any("+-123456789")) {
    const char c = from.take(1).front();
    if (text::is_digit(c)) header.indent = c - '0';
    else header.chomps = c;
  }
  from.take_until("");
  from.take_line_end();
  return header;
}

/// Of the first line with text, or the longest of the empty ones before it.
std::size_t indent_of_text(Reader from) {
  std::size_t most = 0;
  do most = std::max(most, from.take_all(" ").size());
  while (!from.take_line_end().empty());
  return most;
}

/// Lines of a block scalar of this indentation.
class Block {
 public:
  Block(Reader from, std::size_t indent) : from_(from), indent_(indent) {}

  std::string text(const BlockHeader& header) {
    std::string text;
    auto empty_lines = next_line();
    std::string_view end;
    while (in_text()) {
      text += empty_lines;
      const bool is_flush = !from_.at_any(blanks);
      text += from_.take_until("");
      end = from_.take_line_end();
      empty_lines = next_line();
      if (!in_text()) break;
      const bool folds = header.folds && end == "\n" && is_flush && !from_.at_any(blanks);
      if (!folds) text += end;
      else if (empty_lines.empty()) text += ' ';
    }
    if (header.chomps != '-') text += end;
    if (header.chomps == '+') text += empty_lines;
    return text;
  }

 private:
  bool in_text() const { return column_ == indent_ && !from_.done(); }

  /// Goes to the text of the next line that has some: the ends of the empty ones.
  std::string next_line() {
    std::string ends;
    do column_ = from_.take_all(" ", indent_).size();
    while (from_.at_line_end() && !(ends += from_.take_line_end()).empty());
    return ends;
  }

  Reader from_;
  std::size_t indent_;
  std::size_t column_ = 0;
};

}  // namespace

std::size_t after_properties(std::string_view source, std::size_t at) noexcept {
  bool behind = false;
  while (at < source.size()) {
    const char c = source[at];
    if (c == '&' || c == '!') at = source.find_first_of(source.substr(at, 2) == "!<" ? ">" : " \t\r\n,[]{}", at);
    else if (c == '#' && behind) at = source.find_first_of("\r\n", at);
    else return at;
    if (at < source.size() && source[at] == '>') ++at;
    behind = true;
    if (at < source.size()) at = source.find_first_not_of(" \t\r\n", at);
  }
  return source.npos;
}

bool is_quote(std::string_view source, std::size_t at) noexcept {
  return at < source.size() && (source[at] == '\'' || source[at] == '"');
}

std::size_t end_of_quoted(std::string_view source, std::size_t at) noexcept {
  const char quote = source[at++];
  for (; at < source.size(); ++at) {
    if (source[at] == '\\' && quote == '"') ++at;
    else if (source[at] != quote) continue;
    else if (quote == '\'' && source.substr(at + 1, 1) == "'") ++at;
    else return at + 1;
  }
  return source.npos;
}

std::string quoted_text(std::string_view scalar) {
  const bool is_double = scalar.front() == '"';
  Reader from(scalar.substr(1, scalar.size() - 2));
  std::string text;
  while (!from.done()) {
    text += from.take_until(is_double ? " \t\\" : " \t'");
    if (from.at("'")) text += from.take(2).front();
    else if (from.at("\\")) {
      from.take(1);
      append_escape(text, from);
    } else append_blanks(text, from);
  }
  return text;
}

std::string plain_text(std::string_view source, std::string_view value) {
  auto left = std::count_if(value.begin(), value.end(), [](char c) { return !text::is_blank({&c, 1}); });
  Reader from(source);
  std::string text;
  while (left > 0 && !from.done()) {
    if (from.at_any(blanks) || from.at_line_end()) {
      append_blanks(text, from);
    } else {
      text += from.take(1);
      --left;
    }
  }
  return text;
}

std::optional<std::string> line_ends_as_feeds(std::string_view source) {
  std::optional<std::string> text;
  for (const auto& [end, read] : line_ends) {
    if (static_cast<unsigned char>(end.front()) < 0x80) continue;
    for (auto at = source.find(end); at != source.npos; at = source.find(end, at + end.size())) {
      if (!text) text = source;
      text->replace(at, end.size(), std::string(end.size() - 1, ' ') + '\n');
    }
  }
  return text;
}

std::string block_text(std::string_view source, int parent) {
  Reader from(source);
  const auto header = take_header(from);
  const auto least = static_cast<std::size_t>(std::max(parent + 1, 1));
  const auto indent =
      header.indent == 0 ? std::max(least, indent_of_text(from)) : least + static_cast<std::size_t>(header.indent) - 1;
  return Block(from, indent).text(header);
}

}  // namespace liftoff::value
