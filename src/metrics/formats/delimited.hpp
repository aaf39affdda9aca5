#pragma once
#include "metrics/formats/dialect.hpp"
#include "metrics/formats/format.hpp"

namespace liftoff::metrics {

/// CSV and its kind: a header, then a row a line. `delimiter` is the usual one of such files; what dialect_of() finds
/// counts. Cells that are no numbers are passed over, and so are comments (`#`) and headers that are written once more;
/// one that has got more columns counts from there on.
FileMetrics read_delimited_by(char delimiter, const MetricText& file);

template <char delimiter> FileMetrics read_delimited(const MetricText& file) {
  return read_delimited_by(delimiter, file);
}
template <char delimiter> std::string_view opening_of_delimited(std::string_view beginning) {
  return up_to_header(beginning, delimiter);
}

}  // namespace liftoff::metrics
