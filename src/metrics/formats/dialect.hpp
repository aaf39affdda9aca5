#pragma once
// How a file of rows is written, which its first lines tell.
#include <cstddef>
#include <string_view>

namespace liftoff::metrics {

struct Dialect {
  char delimiter = ',';        ///< a blank: any number of blanks
  bool decimal_comma = false;  ///< 0,5
  /// Where the header begins: behind blank lines and comments (`#`), or behind the mark of the last comment, where that
  /// is the header (as numpy.savetxt writes it: as many fields as the row of numbers that follows).
  std::size_t header = 0;
  int header_line = 1;  ///< its number

  std::string_view body(std::string_view text) const { return text.substr(header); }
};

/// `usual`: the delimiter of files so named. Another one is taken where the header has more of it.
Dialect dialect_of(std::string_view text, char usual);

/// The beginning of a text up to its header's end.
std::string_view up_to_header(std::string_view text, char usual);

}  // namespace liftoff::metrics
