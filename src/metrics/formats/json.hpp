#pragma once
#include "metrics/formats/format.hpp"

namespace liftoff::metrics {

/// One JSON document; also JSON Lines under a name that does not say so.
FileMetrics read_json(const MetricText& file);

}  // namespace liftoff::metrics
