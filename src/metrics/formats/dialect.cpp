#include "metrics/formats/dialect.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "metrics/formats/number_text.hpp"
#include "text/characters.hpp"
#include "text/delimited.hpp"

namespace liftoff::metrics {

namespace {

constexpr char decimal_comma_beside = ';';
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

struct Line {
  std::size_t from = 0, end = 0;  ///< without its end
  int number = 0;
  std::string_view in(std::string_view text) const { return text.substr(from, end - from); }
};

/// The lines of a text that are not blank, one after the other.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text), line_end_(text::line_end_of(text)) {
    if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
  }

  std::optional<Line> next() {
    while (at_ < text_.size()) {
      const auto end = std::min(text_.find(line_end_, at_), text_.size());
      const Line line{at_, end, ++number_};
      at_ = end + 1;
      if (!text::is_blank(line.in(text_))) return line;
    }
    return std::nullopt;
  }

 private:
  std::string_view text_;
  char line_end_;
  std::size_t at_ = 0;
  int number_ = 0;
};

bool is_comment(std::string_view line) { return line.starts_with('#'); }

std::vector<std::string> fields(std::string_view line, char delimiter) {
  return text::DelimitedReader(line, delimiter).next().value_or(std::vector<std::string>{});
}

/// Quoted ones aside.
std::ptrdiff_t count_of(char delimiter, std::string_view line) {
  bool quoted = false;
  return std::count_if(line.begin(), line.end(), [&](char c) {
    quoted ^= c == '"';
    return c == delimiter && !quoted;
  });
}

/// The one that the line has most of, of equally many the usual one; a blank where `after` has as many words.
char delimiter_in(std::string_view line, std::string_view after, char usual) {
  char best = usual;
  for (const char delimiter : {',', ';', '\t'})
    if (count_of(delimiter, line) > count_of(best, line)) best = delimiter;
  if (count_of(best, line) > 0) return best;
  const auto words = fields(line, ' ').size();
  return words > 1 && words == fields(after, ' ').size() ? ' ' : usual;
}

bool has_number(const std::vector<std::string>& cells, bool decimal_comma) {
  return std::any_of(cells.begin(), cells.end(),
                     [&](const std::string& cell) { return number_of_text(cell, decimal_comma).has_value(); });
}

/// Whether the comment names the columns of the row behind it.
bool is_header(std::string_view comment, std::string_view row, char delimiter) {
  const auto cells = fields(row, delimiter);
  return fields(comment, delimiter).size() == cells.size() && has_number(cells, delimiter == decimal_comma_beside);
}

/// Without its marks and blanks in front.
Line uncommented(Line line, std::string_view text) {
  line.from = std::min(text.find_first_not_of("# \t", line.from), line.end);
  return line;
}

/// The first line that is no comment, and the comment in front of it.
struct Opening {
  std::optional<Line> comment, first, second;
};

Opening first_lines(std::string_view text) {
  Opening opening;
  Lines lines(text);
  while ((opening.first = lines.next()) && is_comment(opening.first->in(text)))
    opening.comment = uncommented(*opening.first, text);
  if (opening.first) opening.second = lines.next();
  return opening;
}

}  // namespace

Dialect dialect_of(std::string_view text, char usual) {
  const auto opening = first_lines(text);
  Dialect dialect;
  dialect.delimiter = usual;
  dialect.header = text.size();
  if (!opening.first) return dialect;
  const auto first = opening.first->in(text);
  const auto comment = opening.comment ? opening.comment->in(text) : std::string_view();
  const char of_comment = delimiter_in(comment, first, usual);
  const bool commented = opening.comment && is_header(comment, first, of_comment);
  const auto& header = commented ? *opening.comment : *opening.first;
  dialect.delimiter =
      commented ? of_comment : delimiter_in(first, opening.second ? opening.second->in(text) : first, usual);
  dialect.decimal_comma = dialect.delimiter == decimal_comma_beside;
  dialect.header = header.from;
  dialect.header_line = header.number;
  return dialect;
}

std::string_view up_to_header(std::string_view text, char usual) {
  const auto header = dialect_of(text, usual).header;
  const auto end = text.find(text::line_end_of(text), header);
  return text.substr(0, end == text.npos ? end : end + 1);
}

}  // namespace liftoff::metrics
