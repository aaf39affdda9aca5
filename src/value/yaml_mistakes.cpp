#include "value/yaml_mistakes.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "text/utf8.hpp"

namespace liftoff::value {

namespace {

using Lines = std::vector<YamlLine>;

int number_of(const Lines& lines, const YamlLine& line) { return static_cast<int>(&line - lines.data()) + 1; }

/// A text that was refused, and the line at which that happened.
class Refused {
 public:
  Refused(std::string_view text, int line) : all_(yaml_lines(text)), lines_(all_.lines) {
    at_ = std::min(static_cast<std::size_t>(std::max(line, 1)) - 1, lines_.empty() ? 0 : lines_.size() - 1);
    while (at_ > 0 && lines_[at_].kind == YamlLine::Blank) --at_;
  }

  std::optional<YamlMistake> mistake() const {
    if (lines_.empty()) return {};
    for (const auto look : {&Refused::conflict, &Refused::indentation_of_no_blanks, &Refused::unclosed_quote,
                            &Refused::unclosed_bracket, &Refused::line_itself, &Refused::line_above, &Refused::no_key,
                            &Refused::items_among_keys, &Refused::wrong_indentation})
      if (auto found = (this->*look)()) return found;
    return {};
  }

 private:
  const YamlLine& refused() const { return lines_[at_]; }

  /// The nearest line above that has content, block style.
  const YamlLine* above(std::size_t at) const {
    while (at > 0)
      if (lines_[--at].kind == YamlLine::Content) return &lines_[at];
    return nullptr;
  }

  static YamlMistake at_line(int line, std::string what, std::string hint) {
    return {line, std::move(what), std::move(hint)};
  }

  std::optional<YamlMistake> conflict() const {
    const auto is_mark = [](const YamlLine& line) {
      return line.kind != YamlLine::InText &&
             (line.text.starts_with("<<<<<<< ") || line.text.starts_with(">>>>>>> ") || line.text == "=======");
    };
    const auto mark = std::find_if(lines_.begin(), lines_.end(), is_mark);
    if (mark == lines_.end()) return {};
    return at_line(number_of(lines_, *mark), "a merge conflict that git has left is not resolved",
                   "keep one of the two versions, and take the lines with <<<<<<<, ======= and >>>>>>> away");
  }

  /// Of this line or of the one above, which the parser may blame the next for.
  std::optional<YamlMistake> indentation_of_no_blanks() const {
    for (std::size_t at = at_ > 0 ? at_ - 1 : 0; at <= at_; ++at) {
      const auto& line = lines_[at];
      if (line.kind != YamlLine::Content || line.indent >= line.text.size()) continue;
      if (line.text[line.indent] == '\t')
        return at_line(static_cast<int>(at) + 1, "a tab can't indent", "write blanks in place of the tab");
      if (const auto [point, length] = text::decode_utf8(line.text, line.indent); point && text::looks_blank(*point))
        return at_line(static_cast<int>(at) + 1,
                       fmt::format("U+{:04X}, which looks like a blank, can't indent", static_cast<unsigned>(*point)),
                       "write blanks in its place");
    }
    return {};
  }

  /// Never closed, or a key stands where an item should, no comma in front.
  std::optional<YamlMistake> unclosed_bracket() const {
    const auto& line = refused();
    const auto parts = parts_of(line.text);
    const bool cuts_in =
        line.kind == YamlLine::InBrackets && parts.has_key && line.indent <= line.in.indent && !ends_in_separator(at_);
    if (cuts_in) return unclosed(line.in);
    const auto first = std::find_if(all_.open.begin(), all_.open.end(), is_bracket);
    if (first == all_.open.end()) return {};
    return unclosed(*first);
  }

  static bool is_bracket(const YamlOpening& opening) { return opening.sign == '[' || opening.sign == '{'; }

  static YamlMistake unclosed(const YamlOpening& opening) {
    const char closing = opening.sign == '[' ? ']' : '}';
    return at_line(opening.line, fmt::format("the bracket {} that this line opens is never closed", opening.sign),
                   fmt::format("write {} behind its last item", closing));
  }

  /// Whether the line above ends in what an item may follow.
  bool ends_in_separator(std::size_t at) const {
    while (at > 0) {
      const auto& text = lines_[--at].text;
      const auto last = text.find_last_not_of(" \t");
      if (last != text.npos) return std::string_view(",[{:").find(text[last]) != std::string_view::npos;
    }
    return false;
  }

  /// One that the next quote, lines below, has closed.
  std::optional<YamlMistake> unclosed_quote() const {
    for (std::size_t at = at_;; --at) {
      const auto& line = lines_[at];
      if (line.kind == YamlLine::InQuotes && parts_of(line.text).has_key)
        return at_line(line.in.line, "the quote that this line opens is not closed in it",
                       fmt::format("write {} at the end of the text", line.in.sign));
      if (at == 0 || at + 1 < at_) return {};
    }
  }

  std::optional<YamlMistake> line_itself() const {
    if (refused().kind == YamlLine::Content) return mistake_of(refused());
    if (!refused().behind.empty()) return more_behind_bracket(refused().behind);
    return refused().kind == YamlLine::InBrackets ? no_comma_above() : std::nullopt;
  }

  YamlMistake more_behind_bracket(std::string_view rest) const {
    return at_line(number_of(lines_, refused()), fmt::format("there is more behind the closing bracket: '{}'", rest),
                   "take it away, or put it in a line of its own");
  }

  /// Of items one below the other.
  std::optional<YamlMistake> no_comma_above() const {
    const auto parts = parts_of(refused().text);
    const bool begins = parts.has_key || std::string_view("'\"[{").find(
                                             parts.value.empty() ? ' ' : parts.value.front()) != std::string_view::npos;
    if (!begins || at_ == 0 || ends_in_separator(at_)) return {};
    return at_line(static_cast<int>(at_), "there is no comma between this item and the one below",
                   "write a comma at the end of the line");
  }

  std::optional<YamlMistake> line_above() const {
    const auto* line = above(at_);
    return line ? mistake_of(*line) : std::nullopt;
  }

  std::optional<YamlMistake> mistake_of(const YamlLine& line) const {
    auto found = mistake_in(parts_of(line.text));
    if (found) found->line = number_of(lines_, line);
    return found;
  }

  /// A line that is none of "key: value" among keys: this one, or one above it at the same column.
  std::optional<YamlMistake> no_key() const {
    if (refused().kind != YamlLine::Content) return {};
    const auto parts = parts_of(refused().text);
    if (parts.is_item) return {};
    const auto* line = beside(parts.column);
    const auto other = line ? parts_of(line->text) : YamlParts{};
    if (line && parts.has_key && !other.has_key) return blamed(*line, other);
    if (line && !parts.has_key && other.has_key && !parts.value.starts_with('-')) return blamed(refused(), parts);
    return parts.has_key ? std::nullopt : doubt(refused(), parts);
  }

  /// The nearest line above with a key, or a text, that begins at this column; lines further right are left out.
  const YamlLine* beside(std::size_t column) const {
    for (const auto* line = above(at_); line; line = above(static_cast<std::size_t>(line - lines_.data()))) {
      const auto parts = parts_of(line->text);
      if (parts.inner == column) return line;
      if (parts.column <= column) return nullptr;
    }
    return nullptr;
  }

  std::optional<YamlMistake> doubt(const YamlLine& line, const YamlParts& parts) const {
    auto found = doubt_about(parts);
    if (found) found->line = number_of(lines_, line);
    return found;
  }

  YamlMistake blamed(const YamlLine& line, const YamlParts& parts) const {
    if (auto found = doubt(line, parts)) return *found;
    return at_line(number_of(lines_, line), fmt::format("'{}' is not of the form 'key: value'", parts.value),
                   "a colon and a blank go between them");
  }

  /// The nearest line above that begins at this column, what is indented further left out.
  const YamlLine* sibling(std::size_t column) const {
    for (const auto* line = above(at_); line; line = above(static_cast<std::size_t>(line - lines_.data()))) {
      const auto parts = parts_of(line->text);
      if (parts.column == column) return line;
      if (parts.column < column) return nullptr;
    }
    return nullptr;
  }

  std::optional<YamlMistake> items_among_keys() const {
    if (refused().kind != YamlLine::Content) return {};
    const auto parts = parts_of(refused().text);
    const auto* line = sibling(parts.column);
    if (!line) return {};
    const auto other = parts_of(line->text);
    const auto number = number_of(lines_, refused());
    if (other.is_item && !parts.is_item && parts.value.starts_with('-') && !parts.has_key)
      return at_line(number, fmt::format("there is no blank behind the dash of '{}'", parts.value),
                     fmt::format("write - {}", parts.value.substr(1)));
    if (other.is_item && parts.has_key && !parts.is_item)
      return at_line(number, fmt::format("the key '{}' stands among the items of a list", parts.key),
                     "indent it like the key that it belongs beside, or write a dash in front");
    if (parts.is_item && other.has_key && !other.is_item && !other.value.empty())
      return at_line(number, fmt::format("an item of a list stands beside the key '{}'", other.key),
                     "a list stands below a key of its own, which has nothing behind its colon");
    return parts.is_item && other.has_key && !other.is_item ? item_left_of_others(*line, parts.column) : std::nullopt;
  }

  /// Of a list whose first item stands further right.
  std::optional<YamlMistake> item_left_of_others(const YamlLine& key, std::size_t column) const {
    for (auto at = static_cast<std::size_t>(number_of(lines_, key)); at < at_; ++at) {
      if (lines_[at].kind != YamlLine::Content) continue;
      const auto first = parts_of(lines_[at].text).column;
      if (first <= column) return {};
      return at_line(number_of(lines_, refused()),
                     fmt::format("this item is indented by {}, and the first of its list by {}", column, first),
                     fmt::format("write {} blanks in front of each of them", first));
    }
    return {};
  }

  std::optional<YamlMistake> wrong_indentation() const {
    const auto* line = above(at_);
    if (!line || refused().kind != YamlLine::Content) return {};
    const auto parts = parts_of(refused().text), other = parts_of(line->text);
    const auto number = number_of(lines_, refused());
    if (!parts.has_key && !parts.is_item) return fits_no_column(parts.column);
    if (parts.column > other.inner && !other.value.empty())
      return at_line(number,
                     fmt::format("this line is indented by {} and the one above by {}, which has a value already",
                                 parts.column, other.inner),
                     fmt::format("write {} blanks in front of it, as in front of the one above", other.inner));
    return fits_no_column(parts.column);
  }

  /// Indented less than the line above, and like none.
  std::optional<YamlMistake> fits_no_column(std::size_t column) const {
    const YamlLine* first = nullptr;
    std::size_t right = 0;
    for (const auto* line = above(at_); line; line = above(static_cast<std::size_t>(line - lines_.data()))) {
      const auto parts = parts_of(line->text);
      if (parts.column == column || parts.inner == column) return {};
      if (parts.column < column && column < parts.inner) return between(column, parts.column, parts.inner);
      if (parts.column < column && right > 0) return between(column, parts.column, right);
      if (parts.column < column) return {};
      right = parts.column;
      first = line;
    }
    if (!first) return {};
    return at_line(number_of(lines_, *first),
                   fmt::format("this line is indented by {}, and lines below are not", right),
                   "take the blanks in front of it away");
  }

  YamlMistake between(std::size_t column, std::size_t left, std::size_t right) const {
    return at_line(number_of(lines_, refused()),
                   fmt::format("this line is indented by {}, and the lines above by {} and {}", column, left, right),
                   fmt::format("write {} or {} blanks in front of it", left, right));
  }

  YamlLines all_;
  const Lines& lines_;
  std::size_t at_ = 0;  ///< of the line that was refused
};

}  // namespace

std::optional<YamlMistake> find_yaml_mistake(std::string_view text, int line) { return Refused(text, line).mistake(); }

Error refused_yaml(std::string_view text, const std::string& name, const YamlRefusal& refusal) {
  const auto found = refusal.certain ? std::nullopt : find_yaml_mistake(text, refusal.mistake.line);
  const auto& mistake = found ? *found : refusal.mistake;
  return usage_error(fmt::format("{}:{}: {}", name, mistake.line, mistake.what), mistake.hint);
}

}  // namespace liftoff::value
