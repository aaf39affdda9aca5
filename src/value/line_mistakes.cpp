#include "value/line_mistakes.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "text/characters.hpp"
#include "text/utf8.hpp"
#include "value/scalar_text.hpp"

namespace liftoff::value {

namespace {

using Found = std::optional<YamlMistake>;

constexpr std::size_t longest_shown = 60;

std::string shown(std::string_view text) { return text::shortened(text, longest_shown); }

/// What may stand behind the end of a value.
bool is_end(std::string_view rest) {
  const auto at = rest.find_first_not_of(" \t");
  return at == rest.npos || (at > 0 && rest[at] == '#');
}

bool is_name_sign(char c) { return text::is_letter(c) || text::is_digit(c) || c == '_' || c == '-' || c == '.'; }

/// The brackets of a text that begins with one.
struct Brackets {
  std::size_t end = std::string_view::npos;  ///< behind the one that closes the first
  char opened = 0, closed = 0;               ///< two that don't go together
};

Brackets brackets_of(std::string_view text) {
  std::string open;
  bool starts = true;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (starts && is_quote(text, at)) {
      const auto end = end_of_quoted(text, at);
      if (end == text.npos) return {};
      at = end - 1;
    }
    if (c == '[' || c == '{') open += c;
    if (c == ']' || c == '}') {
      if ((open.back() == '[') != (c == ']')) return {text.npos, open.back(), c};
      open.pop_back();
      if (open.empty()) return {at + 1};
    }
    if (c != ' ') starts = c == '[' || c == '{' || c == ',' || is_colon(text, at);
  }
  return {};
}

Found template_place(const YamlParts& line) {
  const auto& text = line.value;
  if (!text.starts_with("{{") && !text.starts_with("{%")) return {};
  return YamlMistake{
      0, fmt::format("'{}' is a place of a template that nothing has filled in", shown(text)),
      fmt::format("fill the template in first; a text that begins so needs quotes: {}", in_quotes(line, text))};
}

Found sign_in_front(const YamlParts& line) {
  constexpr std::string_view no_value = "@`%,]}", no_key = "@`%,]}|>";
  if (!line.key.empty() && no_key.find(line.key.front()) != no_key.npos)
    return YamlMistake{0, fmt::format("a key that begins with {} needs quotes", line.key.front()),
                       fmt::format("write '{}': {}", shown(line.key), shown(line.value))};
  const auto& text = line.value;
  if (text.empty() || no_value.find(text.front()) == no_value.npos) return {};
  return YamlMistake{0, fmt::format("a value that begins with {} needs quotes", text.front()),
                     fmt::format("write {}", in_quotes(line, text))};
}

/// `*.png`, `& more`: no alias and no anchor can be called so.
Found no_name(const YamlParts& line) {
  const auto& text = line.value;
  if (!text.starts_with('*') && !text.starts_with('&')) return {};
  if (text.size() > 1 && std::all_of(text.begin() + 1, text.end(), is_name_sign) && text[1] != '.') return {};
  return YamlMistake{0, fmt::format("a value that begins with {} needs quotes", text.front()),
                     fmt::format("write {}", in_quotes(line, text))};
}

/// `> 0.5`: of a block scalar only signs may stand in the line of its `>`.
Found block_header(const YamlParts& line) {
  const auto& text = line.value;
  if (!text.starts_with('|') && !text.starts_with('>')) return {};
  if (is_end(text.substr(std::min(text.find_first_not_of("+-0123456789", 1), text.size())))) return {};
  return YamlMistake{
      0, fmt::format("a value that begins with {} needs quotes", text.front()),
      fmt::format("write {}; the lines of a block come below its {}", in_quotes(line, text), text.front())};
}

Found list_behind_key(const YamlParts& line) {
  if (!line.has_key || (line.value != "-" && !line.value.starts_with("- "))) return {};
  const auto item = line.value.substr(std::min<std::size_t>(2, line.value.size()));
  return YamlMistake{0, "a list can't begin in the line of its key",
                     fmt::format("write {}: [{}], or each '- ' in a line of its own", line.key, shown(item))};
}

/// Behind an item there is another one: in quotes or brackets, or with a second colon.
bool lacks_comma(std::string_view text) {
  bool starts = true, ended = false, has_colon = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == ' ' || c == '\t') continue;
    if (c == '#' && at > 0 && text[at - 1] == ' ') return false;
    if (ended && std::string_view(",]}:").find(c) == std::string_view::npos) return true;
    if (starts && is_quote(text, at)) {
      at = end_of_quoted(text, at);
      if (at-- == text.npos) return false;
      ended = true;
      starts = false;
      continue;
    }
    const bool colon = is_colon(text, at);
    if (colon && has_colon) return true;
    has_colon = c != ',' && c != '[' && c != '{' && (has_colon || colon);
    ended = c == ']' || c == '}';
    starts = colon || c == ',' || c == '[' || c == '{';
  }
  return false;
}

/// Of an item in brackets.
Found sign_of_item(std::string_view item) {
  if (item.starts_with("- "))
    return YamlMistake{0, "in brackets an item has no dash in front", "write commas between the items"};
  if (item.empty() || std::string_view("@`%|>").find(item.front()) == std::string_view::npos) return {};
  return YamlMistake{0, fmt::format("a value that begins with {} needs quotes", item.front()),
                     "put the item in quotes, inside the brackets"};
}

/// `[1, @x]`, `{a: - 1}`.
Found sign_in_brackets(const YamlParts& line) {
  const auto& text = line.value;
  if (!text.starts_with('[') && !text.starts_with('{')) return {};
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (std::string_view("[{,").find(text[at]) == std::string_view::npos && !is_colon(text, at)) continue;
    const auto item = std::min(text.find_first_not_of(' ', at + 1), text.size());
    if (auto found = sign_of_item(text.substr(item))) return found;
  }
  return {};
}

Found missing_comma(const YamlParts& line) {
  const auto& text = line.value;
  if ((!text.starts_with('[') && !text.starts_with('{')) || !lacks_comma(text)) return {};
  return YamlMistake{0, fmt::format("there is no comma between two items of '{}'", shown(text)),
                     "write a comma and a blank between them"};
}

/// What is wrong with the escape that the text begins with; nothing where it is one.
std::optional<std::string> fault_of_escape(std::string_view text) {
  constexpr std::string_view known = "0abt\tnvfre\"'/\\N_LPxuU ";
  if (text.size() < 2) return {};
  if (known.find(text[1]) == known.npos) return fmt::format("'{}' is no escape", text.substr(0, 2));
  const std::size_t digits = text[1] == 'x' ? 2 : text[1] == 'u' ? 4 : text[1] == 'U' ? 8 : 0;
  const auto number = text.substr(2, digits);
  if (number.size() == digits && std::all_of(number.begin(), number.end(), text::is_hex_digit)) return {};
  return fmt::format("'{}' needs {} digits of a hexadecimal number behind it", text.substr(0, 2), digits);
}

Found backslash(const YamlParts& line) {
  const auto& text = line.value;
  if (!text.starts_with('"')) return {};
  for (auto at = text.find('\\'); at != text.npos; at = text.find('\\', at + 2))
    if (const auto fault = fault_of_escape(text.substr(at)))
      return YamlMistake{0, fmt::format("in double quotes {}", *fault),
                         "write \\\\ for each backslash, or the text in single quotes: 'C:\\data'"};
  return {};
}

/// What stands behind the text in quotes at the front.
Found behind_quotes(const YamlParts& line) {
  const auto& text = line.value;
  if (!is_quote(text, 0)) return {};
  const auto end = end_of_quoted(text, 0);
  if (end == text.npos || is_end(text.substr(end))) return {};
  const auto rest = text.substr(end);
  if (text.front() == '\'' && (text::is_letter(rest.front()) || rest.front() == ' ') && rest.ends_with('\''))
    return YamlMistake{0, fmt::format("the apostrophe in {} ends the text in single quotes", shown(text)),
                       fmt::format("write it twice ('it''s'), or the text in double quotes: {}",
                                   shown("\"" + std::string(text.substr(1, text.size() - 2)) + "\""))};
  if (text.front() == '"' && rest.ends_with('"'))
    return YamlMistake{0, fmt::format("the double quote in {} ends the text", shown(text)),
                       "write \\\" for a double quote inside double quotes, or the text in single quotes"};
  return YamlMistake{0, fmt::format("there is more behind the closing quote: '{}'", shown(rest)),
                     fmt::format("put all of the value in quotes, or take '{}' away", shown(rest))};
}

Found wrong_brackets(const YamlParts& line) {
  const auto& text = line.value;
  if (!text.starts_with('[') && !text.starts_with('{')) return {};
  const auto [end, opened, closed] = brackets_of(text);
  if (opened)
    return YamlMistake{0, fmt::format("the bracket {} is closed by a {}", opened, closed),
                       fmt::format("write {} in the place of the {}", opened == '[' ? ']' : '}', closed)};
  if (end == text.npos || is_end(text.substr(end))) return {};
  return YamlMistake{
      0, fmt::format("there is more behind the closing bracket: '{}'", shown(text.substr(end))),
      fmt::format("take it away; a text that begins with a bracket needs quotes: {}", in_quotes(line, text))};
}

/// As a word processor writes them.
Found curly_quotes(const YamlParts& line) {
  constexpr std::array<std::string_view, 4> curly = {"“", "”", "‘", "’"};
  const auto found =
      std::find_if(curly.begin(), curly.end(), [&](std::string_view quote) { return line.value.starts_with(quote); });
  if (found == curly.end() || line.value.find(':') == line.value.npos) return {};
  return YamlMistake{0, fmt::format("{} is no quote to YAML", *found), "write ' or \" in its place"};
}

Found colon_in_value(const YamlParts& line) {
  const auto& text = line.value;
  if (!line.has_key || text.empty() || std::string_view("'\"[{|>").find(text.front()) != std::string_view::npos)
    return {};
  std::size_t at = 0;
  while (at < text.size() && !is_colon(text, at)) ++at;
  if (at == text.size()) return {};
  return YamlMistake{0, "a value with a colon and a blank in it needs quotes",
                     fmt::format("write {}", in_quotes(line, text))};
}

/// `lr:0.1`, `lr = 0.1`.
Found no_blank(const YamlParts& line) {
  const auto& text = line.value;
  if (line.has_key) return {};
  const auto colon = std::find_if_not(text.begin(), text.end(), is_name_sign) - text.begin();
  const auto at = static_cast<std::size_t>(colon);
  if (at == 0 || at + 1 >= text.size()) return {};
  if (text[at] == ':' && text.substr(at, 3) != "://") {
    const auto [point, length] = text::decode_utf8(text, at + 1);
    if (point && text::looks_blank(*point))
      return YamlMistake{0,
                         fmt::format("what stands behind the colon of '{}' looks like a blank, and is U+{:04X}",
                                     text.substr(0, at), static_cast<unsigned>(*point)),
                         "write a blank in its place"};
    return YamlMistake{0, fmt::format("there is no blank behind the colon of '{}'", shown(text)),
                       fmt::format("write {}: {}", text.substr(0, at), shown(text.substr(at + 1)))};
  }
  const auto sign = text.find_first_not_of(' ', at);
  if (sign == text.npos || text[sign] != '=') return {};
  return YamlMistake{0, fmt::format("'{}' has a = where a colon belongs", shown(text)),
                     fmt::format("write {}:{}", text.substr(0, at), shown(text.substr(sign + 1)))};
}

Found first_of(std::initializer_list<Found (*)(const YamlParts&)> checks, const YamlParts& line) {
  for (const auto check : checks)
    if (auto found = check(line)) return found;
  return {};
}

}  // namespace

std::string in_quotes(const YamlParts& line, std::string_view value) {
  std::string text(value);
  const bool is_plain = text.find('\'') == text.npos;
  const bool fits_double = text.find_first_of("\"\\") == text.npos;
  for (auto at = text.find('\''); !is_plain && !fits_double && at != text.npos; at = text.find('\'', at + 2))
    text.insert(at, "'");
  const char* quote = is_plain || !fits_double ? "'" : "\"";
  const auto key = line.has_key ? fmt::format("{}: ", line.key) : std::string(line.is_item ? "- " : "");
  return shown(key) + quote + shown(text) + quote;
}

std::optional<YamlMistake> mistake_in(const YamlParts& line) {
  return first_of({template_place, sign_in_front, no_name, block_header, list_behind_key, backslash, behind_quotes,
                   wrong_brackets, missing_comma, sign_in_brackets, curly_quotes, colon_in_value},
                  line);
}

std::optional<YamlMistake> doubt_about(const YamlParts& line) { return first_of({no_blank}, line); }

}  // namespace liftoff::value
