#pragma once
#include <string_view>

#include "metrics/table_row.hpp"

namespace liftoff::report {

/// The state of the one run of a row.
std::string_view state_of_run(const metrics::StateCounts& states);

}  // namespace liftoff::report
