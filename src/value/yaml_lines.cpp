#include "value/yaml_lines.hpp"

#include <algorithm>

#include "text/characters.hpp"
#include "value/scalar_text.hpp"
#include "value/yaml_signs.hpp"

namespace liftoff::value {

namespace {

constexpr std::string_view yaml_blanks = " \t";

bool is_blank_at(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == ' ' || text[at] == '\t';
}

std::string_view trimmed(std::string_view text) {
  const auto begin = std::min(text.find_first_not_of(yaml_blanks), text.size());
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

std::string_view without_comment(std::string_view text) {
  std::size_t from = 0;
  if (is_quote(text, 0)) from = std::min(end_of_quoted(text, 0), text.size());
  for (auto at = text.find('#', from); at != text.npos; at = text.find('#', at + 1))
    if (at == 0 || is_blank_at(text, at - 1)) return trimmed(text.substr(0, at));
  return trimmed(text);
}

/// Goes through a text from its first line to its last.
class LineReader {
 public:
  YamlLine read(std::string_view text, int number) {
    YamlLine line{YamlLine::Blank, text, std::min(text.find_first_not_of(' '), text.size()), {}, {}};
    line_ = &line;
    number_ = number;
    at_ = 0;
    line.kind = kind();
    if (line.kind == YamlLine::InQuotes) end_quote();
    if (line.kind != YamlLine::Blank && line.kind != YamlLine::InText) tokens(line.kind == YamlLine::Content);
    return line;
  }

  const std::vector<YamlOpening>& open() const { return open_; }

 private:
  YamlLine::Kind kind() {
    const bool blank = text::is_blank(line_->text);
    if (in_block(blank)) return YamlLine::InText;
    block_.reset();
    if (!open_.empty()) {
      line_->in = open_.back();
      return in_quote() ? YamlLine::InQuotes : YamlLine::InBrackets;
    }
    parent_ = -1;
    return blank || line_->text[line_->indent] == '#' ? YamlLine::Blank : YamlLine::Content;
  }

  /// The first line of the text says how far it is indented.
  bool in_block(bool blank) {
    const auto indent = static_cast<long>(line_->indent);
    if (!block_ || blank || indent <= *block_) return block_ && blank;
    if (!block_began_) block_ = indent - 1;
    return block_began_ = true;
  }

  bool in_quote() const { return !open_.empty() && (open_.back().sign == '\'' || open_.back().sign == '"'); }
  bool in_brackets() const { return !open_.empty() && !in_quote(); }
  char here() const { return line_->text[at_]; }
  bool here_any(std::string_view signs) const { return signs.find(here()) != signs.npos; }

  void open(char sign) { open_.push_back({sign, number_, line_->indent}); }

  void close() {
    open_.pop_back();
    ++at_;
    const auto rest = without_comment(line_->text.substr(at_));
    if (open_.empty() && line_->kind == YamlLine::InBrackets && !rest.starts_with(':')) line_->behind = rest;
  }

  /// From inside of it.
  void end_quote() {
    const char quote = open_.back().sign;
    const auto& text = line_->text;
    for (; at_ < text.size(); ++at_) {
      if (text[at_] == '\\' && quote == '"') ++at_;
      else if (text[at_] != quote) continue;
      else if (quote == '\'' && text.substr(at_ + 1, 1) == "'") ++at_;
      else {
        open_.pop_back();
        ++at_;
        return;
      }
    }
  }

  /// `starts`: whether a node may begin here.
  void tokens(bool starts) {
    for (starts = starts || in_brackets();
         (at_ = line_->text.find_first_not_of(yaml_blanks, at_)) < line_->text.size();) {
      if (here() == '#' && (at_ == 0 || is_blank_at(line_->text, at_ - 1))) return;
      if (!begins_block(starts)) starts = token(starts);
      else return;
    }
  }

  bool begins_block(bool starts) {
    if (!starts || in_brackets() || !here_any("|>")) return false;
    block_ = parent_;
    block_began_ = false;
    return true;
  }

  /// Passes over it; returns whether a node may begin behind it.
  bool token(bool starts) {
    const auto column = static_cast<long>(at_);
    if (starts && here_any("'\"")) {
      open(here());
      ++at_;
      end_quote();
      node_ = column;
      return false;
    }
    if (here_any("[{") && (starts || in_brackets())) return open(here()), ++at_, true;
    if (in_brackets() && here_any("]}")) return close(), false;
    if (in_brackets() && here() == ',') return ++at_, true;
    if (starts && here_any("-?") && is_blank_at(line_->text, at_ + 1)) return parent_ = column, ++at_, true;
    if (here() == ':' && is_blank_at(line_->text, at_ + 1)) return parent_ = node_, ++at_, true;
    if (starts && here_any("&!"))
      return at_ = std::min(line_->text.find_first_of(yaml_blanks, at_), line_->text.size()), true;
    if (starts) node_ = column;
    plain();
    return false;
  }

  /// At least one character.
  void plain() {
    const auto& text = line_->text;
    for (++at_; at_ < text.size(); ++at_) {
      if (is_colon(text, at_) || is_blank_at(text, at_)) return;
      if (in_brackets() && here_any(",[]{}")) return;
    }
  }

  YamlLine* line_ = nullptr;
  int number_ = 0;
  std::size_t at_ = 0;
  long node_ = -1, parent_ = -1;  ///< columns: of the last node that began, of the collection that it is in
  std::vector<YamlOpening> open_;
  std::optional<long> block_;  ///< in a block scalar: the column that its lines are to the right of
  bool block_began_ = false;   ///< it has a line
};

/// Behind the anchor and the tag.
std::string_view without_properties(std::string_view text) {
  while (text.starts_with('&') || text.starts_with('!')) {
    const auto end = text.find_first_of(yaml_blanks);
    if (end == text.npos || (text.starts_with('&') && !is_anchor(text, 0))) return text;
    text = trimmed(text.substr(end));
  }
  return text;
}

/// Where the colon stands that makes a key of what is in front of it, or npos.
std::size_t colon_of_key(std::string_view body) {
  if (body.starts_with('[') || body.starts_with('{')) return body.npos;
  std::size_t at = 0;
  if (is_quote(body, 0)) {
    const auto end = end_of_quoted(body, 0);
    if (end == body.npos) return end;
    at = body.find_first_not_of(yaml_blanks, end);
    return at < body.size() && is_colon(body, at) ? at : body.npos;
  }
  while (at < body.size() && !is_colon(body, at)) ++at;
  return at < body.size() ? at : body.npos;
}

}  // namespace

bool is_colon(std::string_view text, std::size_t at) noexcept {
  return text[at] == ':' && (is_blank_at(text, at + 1) || text[at + 1] == '\r');
}

YamlLines yaml_lines(std::string_view text) {
  YamlLines all;
  LineReader reader;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    auto line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    all.lines.push_back(reader.read(line, static_cast<int>(all.lines.size()) + 1));
    at = end + 1;
  }
  all.open = reader.open();
  return all;
}

YamlParts parts_of(std::string_view line) {
  YamlParts parts;
  parts.column = std::min(line.find_first_not_of(' '), line.size());
  auto body = without_comment(line.substr(parts.column));
  while (body == "-" || body.starts_with("- ")) {
    parts.is_item = true;
    body = trimmed(body.substr(1));
  }
  parts.inner = static_cast<std::size_t>(body.data() - line.data());
  body = without_properties(body);
  const auto colon = colon_of_key(body);
  parts.has_key = colon != body.npos;
  if (parts.has_key) parts.key = trimmed(body.substr(0, colon));
  parts.value = parts.has_key ? without_properties(trimmed(body.substr(colon + 1))) : body;
  return parts;
}

}  // namespace liftoff::value
