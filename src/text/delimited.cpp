#include "text/delimited.hpp"

namespace liftoff::text {

DelimitedReader::DelimitedReader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {
  if (text_.starts_with("\xef\xbb\xbf")) text_.remove_prefix(3);
}

std::string DelimitedReader::field() {
  std::string out;
  bool quoted = at_ < text_.size() && text_[at_] == '"';
  if (quoted) ++at_;
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (quoted) {
      if (c == '"' && at_ + 1 < text_.size() && text_[at_ + 1] == '"') ++at_;
      else if (c == '"') {
        quoted = false;
        continue;
      }
      next_line_ += c == '\n';
    } else if (c == delimiter_ || c == '\n') {
      break;
    } else if (c == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n')) {
      continue;
    }
    out += c;
  }
  open_ = quoted;
  return out;
}

std::optional<std::vector<std::string>> DelimitedReader::next() {
  if (at_end()) return std::nullopt;
  line_ = next_line_;
  std::vector<std::string> row;
  for (;;) {
    row.push_back(field());
    if (at_end()) return row;
    const char end = text_[at_++];
    if (end == '\n') {
      ++next_line_;
      return row;
    }
  }
}

}  // namespace liftoff::text
