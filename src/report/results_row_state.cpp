#include "report/results_row_state.hpp"

namespace liftoff::report {

std::string_view state_of_run(const metrics::StateCounts& states) {
  if (states.running > 0) return "running";
  if (states.crashed > 0) return "crashed";
  if (states.lost > 0) return "lost";
  if (states.unrecorded > 0) return "unrecorded";
  return states.succeeded > 0 ? "succeeded" : "waiting";
}

}  // namespace liftoff::report
