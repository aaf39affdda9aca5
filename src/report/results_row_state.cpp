#include "report/results_row_state.hpp"

#include <fmt/format.h>

namespace liftoff::report {

std::vector<StateCount> counts_by_state(const metrics::StateCounts& states) {
  std::vector<StateCount> counts{{states.succeeded, "succeeded", Tone::Green}, {states.running, "running", Tone::Blue},
                                 {states.crashed, "crashed", Tone::Red},       {states.lost, "lost", Tone::Magenta},
                                 {states.unrecorded, "unrecorded", Tone::Dim}, {states.waiting, "waiting", Tone::Dim}};
  std::erase_if(counts, [](const StateCount& state) { return state.count == 0; });
  return counts;
}

std::string counts_text(const metrics::StateCounts& states) {
  std::string text;
  for (const auto& state : counts_by_state(states))
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", state.count, state.name);
  return text;
}

std::string_view state_of_run(const metrics::StateCounts& states) {
  if (states.running > 0) return "running";
  if (states.crashed > 0) return "crashed";
  if (states.lost > 0) return "lost";
  if (states.unrecorded > 0) return "unrecorded";
  return states.succeeded > 0 ? "succeeded" : "waiting";
}

}  // namespace liftoff::report
