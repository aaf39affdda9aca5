#include "value/yaml_plain.hpp"

#include <algorithm>

#include <liftoff/yaml.hpp>

#include "text/characters.hpp"
#include "value/config_key.hpp"
#include "value/scalar.hpp"

namespace liftoff::value {

namespace {

constexpr int deepest_plain = 20;
constexpr std::size_t most_keys = 100;  // of one mapping: each is compared with all before it

bool is_word(char c) { return text::is_letter(c) || text::is_digit(c) || c == '_'; }

/// Printable ASCII alone: what needs decoding, escaping or refusing is left to the YAML library.
bool is_simple_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7f); });
}

class PlainReader {
 public:
  explicit PlainReader(std::string_view text) : text_(text) { next_line(); }

  std::optional<Map> document() {
    auto map = mapping(0, true, 0);
    if (!ok_ || have_line_) return std::nullopt;
    return map;
  }

 private:
  void next_line() {
    have_line_ = !text_.empty();
    if (!have_line_) return;
    const auto end = text_.find('\n');
    if (end == std::string_view::npos) return give_up();  // a last line without its end may be cut short
    line_ = text_.substr(0, end);
    text_.remove_prefix(end + 1);
    indent_ = line_.find_first_not_of(' ');
    if (indent_ == std::string_view::npos) return give_up();
    line_.remove_prefix(indent_);
  }

  void give_up() {
    ok_ = false;
    have_line_ = false;
  }

  /// Entries at this indentation. `names`: a trailing `_` of a key is the opaque mark.
  Map mapping(std::size_t indent, bool names, int depth) {
    Map map;
    while (ok_ && have_line_ && indent_ == indent) {
      const auto key = take_key();
      if (!ok_) return map;
      MapEntry entry;
      const auto written = names ? split_config_key(key) : ConfigKey{key, false};
      if (map.size() == most_keys || map.find(written.name)) return give_up(), map;
      entry.opaque = written.opaque;
      entry.key = written.name;
      entry.value = value_of_entry(indent, names && !entry.opaque, depth);
      map.append(std::move(entry));
    }
    if (have_line_ && indent_ > indent) give_up();
    return map;
  }

  /// The key at the front of the line, which is left with what follows the colon.
  std::string_view take_key() {
    std::size_t n = 0;
    while (n < line_.size() && is_word(line_[n])) ++n;
    const auto key = line_.substr(0, n);
    const bool ended = n > 0 && n < line_.size() && line_[n] == ':' && (n + 1 == line_.size() || line_[n + 1] == ' ');
    // A key that is no string by its looks (`yes`, `12`) has rules of its own.
    if (!ended || !resolve_scalar(key).is_string()) {
      give_up();
      return {};
    }
    line_.remove_prefix(std::min(n + 2, line_.size()));
    return key;
  }

  Value value_of_entry(std::size_t indent, bool names, int depth) {
    if (!line_.empty()) {
      auto value = scalar(line_);
      next_line();
      return value;
    }
    next_line();
    if (!ok_ || !have_line_ || depth == deepest_plain) return give_up(), Value();
    if (line_.starts_with("- ") && indent_ >= indent) return list(indent_);
    if (indent_ > indent) return mapping(indent_, names, depth + 1);
    return {};  // a key without a value
  }

  /// Items that are scalars.
  Value list(std::size_t indent) {
    List items;
    while (ok_ && have_line_ && indent_ == indent && line_.starts_with("- ")) {
      items.push_back(scalar(line_.substr(2)));
      next_line();
    }
    return items;
  }

  Value scalar(std::string_view text) {
    if (text.empty() || text.front() == ' ' || text.back() == ' ') return give_up(), Value();
    if (text == "{}") return Map();
    if (text == "[]") return List();
    if (text.front() == '\'' || text.front() == '"') return quoted(text);
    constexpr std::string_view special = "&*!|>%@`{}[],?:-#";
    const bool number = text.front() == '-' && text.size() > 1 && text[1] != ' ' && text[1] != '-';
    if (special.find(text.front()) != std::string_view::npos && !number) return give_up(), Value();
    if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos || text.back() == ':')
      return give_up(), Value();
    auto value = resolve_scalar(text);
    if (value.get_if<double>() && is_text_to_pyyaml(text)) give_up();
    return value;
  }

  Value quoted(std::string_view text) {
    const char quote = text.front();
    const auto inside = text.substr(1, text.size() < 2 ? 0 : text.size() - 2);
    const bool whole = text.size() >= 2 && text.back() == quote;
    if (!whole || inside.find(quote) != std::string_view::npos ||
        (quote == '"' && inside.find('\\') != std::string_view::npos))
      give_up();
    return inside;
  }

  std::string_view text_, line_;
  std::size_t indent_ = 0;
  bool have_line_ = false;
  bool ok_ = true;
};

}  // namespace

std::optional<Map> read_plain_config(std::string_view text) {
  if (text.empty() || !is_simple_text(text)) return std::nullopt;
  return PlainReader(text).document();
}

}  // namespace liftoff::value
