#pragma once
// What reads a file of metrics: one row of the table in formats.cpp for each ending of a name.
#include <string_view>

#include "metrics/chosen_row.hpp"
#include "metrics/complaints.hpp"
#include "metrics/metric.hpp"

namespace liftoff::metrics {

/// How far the end of a file can be trusted.
enum class FileEnd {
  Whole,     ///< its run succeeded
  Growing,   ///< its run goes on: a last row without its line end is passed over
  CutShort,  ///< its run crashed or is lost: the same, and it is complained about
};

/// A file's text, which is not blank, and who is told of what it holds.
struct MetricText {
  std::string_view text;
  FileEnd end = FileEnd::Whole;
  ChosenRow& rows;  ///< shown each row; a reader of rows ends with `return file.rows.take()`
  Complaints& complaints;
};

struct MetricFormat {
  std::string_view ending;  ///< of the file's name
  bool has_rows = false;    ///< a line a row; none may be there
  /// Complains about what is broken; sound rows before it count. Names may occur more than once: the last counts.
  FileMetrics (*read)(const MetricText& file) = nullptr;
  /// What of a file's beginning a reader of its last rows needs; nullptr where only the whole tells all that there is.
  std::string_view (*opening)(std::string_view beginning) = nullptr;
};

}  // namespace liftoff::metrics
