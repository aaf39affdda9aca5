#pragma once
#include "metrics/formats/format.hpp"

namespace liftoff::metrics {

/// A JSON object a line. Blank lines are passed over.
FileMetrics read_json_lines(const MetricText& file);

}  // namespace liftoff::metrics
