#pragma once
// Tables that fit: columns are made narrower, then left out, until a line is not wider than it may be.
#include <cstddef>
#include <string>
#include <vector>

#include "report/color.hpp"

namespace liftoff::report {

struct Span {
  Tone tone = Tone::Plain;
  std::string text;  ///< printable, one line
};
using Cell = std::vector<Span>;
inline Cell cell_of(std::string text, Tone tone = Tone::Plain) { return {{tone, std::move(text)}}; }

struct Column {
  Cell header;
  bool right = false;
  std::size_t least = 0;  ///< how narrow the texts may be cut; 0: never cut
  int dispensable = 0;    ///< columns that do not fit go, the greatest first; 0: only if nothing else is left
  bool prose = false;     ///< cut at its end; names, which differ in beginning and end, in the middle
};

struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
};

struct LaidOut {
  std::vector<std::string> lines;     ///< the header and one for each row, each with its newline
  std::vector<std::string> left_out;  ///< headers of columns that found no room
  bool whole = true;                  ///< every column did
};
/// `width` 0: as wide as it wants to be.
LaidOut laid_out(const Table& table, const Style& style, std::size_t width);
/// Its lines alone.
std::vector<std::string> lines_of(const Table& table, const Style& style, std::size_t width);

}  // namespace liftoff::report
