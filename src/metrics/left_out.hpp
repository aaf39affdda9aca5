#pragma once
#include <cstddef>

#include "metrics/table_row.hpp"

namespace liftoff::metrics {

/// What a table has not, though nobody asked for that by a name.
struct LeftOut {
  std::size_t without_metrics = 0;   ///< rows
  StateCounts uncounted;             ///< runs that have files with metrics, and a state whose metrics don't count
  std::size_t beyond_top = 0;        ///< rows
  std::size_t equal_parameters = 0;  ///< have one value in all rows
};

}  // namespace liftoff::metrics
