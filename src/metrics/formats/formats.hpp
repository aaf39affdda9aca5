#pragma once
#include <string_view>

#include "metrics/formats/format.hpp"

namespace liftoff::metrics {

/// By the ending of a file's name (without its version); JSON where it has none that is known.
const MetricFormat& format_of(std::string_view file);

}  // namespace liftoff::metrics
