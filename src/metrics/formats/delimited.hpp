#pragma once
#include "metrics/formats/format.hpp"

namespace liftoff::metrics {

/// CSV and its kind: a header, then a row a line. True and False are 1 and 0; cells that are no numbers are passed
/// over.
FileMetrics read_delimited_by(char delimiter, const MetricText& file);

template <char delimiter> FileMetrics read_delimited(const MetricText& file) {
  return read_delimited_by(delimiter, file);
}

}  // namespace liftoff::metrics
