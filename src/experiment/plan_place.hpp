#pragma once
#include <cstddef>

namespace liftoff::experiment {

/// A configuration as one part of a plan has it: a later part may have another version of it.
struct PlanPlace {
  int part = 1;           ///< number of the part
  std::size_t place = 0;  ///< among the part's configurations, from 0
  bool operator==(const PlanPlace&) const = default;
};

}  // namespace liftoff::experiment
