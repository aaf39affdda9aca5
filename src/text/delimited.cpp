#include "text/delimited.hpp"

namespace liftoff::text {

char line_end_of(std::string_view text) noexcept {
  return text.find('\n') == text.npos && text.find('\r') != text.npos ? '\r' : '\n';
}

DelimitedReader::DelimitedReader(std::string_view text, char delimiter, int first_line)
    : text_(text), delimiter_(delimiter), line_end_(line_end_of(text)), next_line_(first_line) {}

bool DelimitedReader::ends_field(char c) const {
  return c == delimiter_ || c == line_end_ || (delimiter_ == ' ' && c == '\t');
}

void DelimitedReader::pass_blanks() {
  if (delimiter_ != ' ') return;
  while (!at_end() && (text_[at_] == ' ' || text_[at_] == '\t' || (text_[at_] == '\r' && line_end_ != '\r'))) ++at_;
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
      next_line_ += c == line_end_;
    } else if (ends_field(c)) {
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
  pass_blanks();
  for (;;) {
    row.push_back(field());
    pass_blanks();
    if (at_end()) return row;
    if (text_[at_] == line_end_) {
      ++at_;
      ++next_line_;
      return row;
    }
    if (delimiter_ != ' ') ++at_;
  }
}

}  // namespace liftoff::text
