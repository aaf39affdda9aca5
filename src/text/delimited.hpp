#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace liftoff::text {

/// What ends the lines of a text: a lone CR where it has no LF (files of old spreadsheets).
char line_end_of(std::string_view text) noexcept;

/// Rows of CSV (RFC 4180) and its kind, from the first to the last.
class DelimitedReader {
 public:
  /// `delimiter`: a blank stands for any number of blanks and tabs, also around the row. `first_line`: its number.
  DelimitedReader(std::string_view text, char delimiter, int first_line = 1);

  /// Nothing after the last row. A quote that is never closed ends with the text.
  std::optional<std::vector<std::string>> next();
  int line() const { return line_; }  ///< of the row that was read last
  bool at_end() const { return at_ >= text_.size(); }
  bool in_open_quotes() const { return open_; }  ///< whether its last field's quotes are never closed
  bool at_end_without_line_end() const { return at_end() && !text_.ends_with(line_end_); }

 private:
  bool ends_field(char c) const;
  void pass_blanks();
  std::string field();

  std::string_view text_;
  std::size_t at_ = 0;
  char delimiter_, line_end_;
  int line_ = 0, next_line_;
  bool open_ = false;
};

}  // namespace liftoff::text
