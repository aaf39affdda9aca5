#pragma once
// The states of a row's runs.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "metrics/table_row.hpp"
#include "report/color.hpp"

namespace liftoff::report {

struct StateCount {
  std::size_t count = 0;
  const char* name = "";
  Tone tone = Tone::Plain;
};
/// Of states that no run is in nothing is said.
std::vector<StateCount> counts_by_state(const metrics::StateCounts& states);
/// "2 crashed, 1 lost"
std::string counts_text(const metrics::StateCounts& states);

/// The state of the one run of a row.
std::string_view state_of_run(const metrics::StateCounts& states);

}  // namespace liftoff::report
