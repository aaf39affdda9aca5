#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace liftoff::text {

/// Rows of CSV (RFC 4180) or TSV, from the first to the last.
class DelimitedReader {
 public:
  DelimitedReader(std::string_view text, char delimiter);

  /// Nothing after the last row. A quote that is never closed ends with the text.
  std::optional<std::vector<std::string>> next();
  int line() const { return line_; }  ///< of the row that was read last, from 1
  bool at_end() const { return at_ >= text_.size(); }
  bool in_open_quotes() const { return open_; }  ///< whether its last field's quotes are never closed
  bool at_end_without_line_end() const { return at_end() && !text_.ends_with('\n'); }

 private:
  std::string field();

  std::string_view text_;
  std::size_t at_ = 0;
  char delimiter_;
  int line_ = 0, next_line_ = 1;
  bool open_ = false;
};

}  // namespace liftoff::text
