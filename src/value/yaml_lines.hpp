#pragma once
// A YAML text line by line, for those who explain why it was refused: enough of the grammar to know what a line stands
// in, and no more. What it says of a text that is wrong is a guess.
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace liftoff::value {

/// A bracket or a quote that was opened.
struct YamlOpening {
  char sign = 0;
  int line = 0;            ///< from 1
  std::size_t indent = 0;  ///< of that line
};

struct YamlLine {
  enum Kind { Blank, Content, InText, InQuotes, InBrackets } kind = Blank;  ///< InText: of a block scalar
  std::string_view text;
  std::size_t indent = 0;        ///< blanks at its front
  YamlOpening in;                ///< of InQuotes, InBrackets: the innermost that it begins in
  std::string_view behind = {};  ///< of InBrackets: what stands behind the one that closes the outermost
};

struct YamlLines {
  std::vector<YamlLine> lines;
  std::vector<YamlOpening> open;  ///< what is never closed
};

YamlLines yaml_lines(std::string_view text);

/// A line of block style taken apart.
struct YamlParts {
  bool is_item = false;    ///< begins with "- "
  std::size_t column = 0;  ///< of the first dash, or of the key
  std::size_t inner = 0;   ///< of the key, behind all dashes
  bool has_key = false;
  std::string_view key, value;  ///< the value without blanks and comments around it, behind its anchor
};

YamlParts parts_of(std::string_view line);

/// Whether what stands here ends a key: a colon with a blank or nothing behind it.
bool is_colon(std::string_view text, std::size_t at) noexcept;

}  // namespace liftoff::value
