#pragma once
#include "metrics/formats/format.hpp"

namespace liftoff::metrics {

/// One YAML document.
FileMetrics read_yaml(const MetricText& file);

}  // namespace liftoff::metrics
