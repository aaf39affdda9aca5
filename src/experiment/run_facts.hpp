#pragma once
// What a run's folder and the kernel say of a run, before it is judged.
#include <cstdint>
#include <optional>

#include "experiment/run_state.hpp"

namespace liftoff::experiment {

/// The Unix seconds on the first line of a marker; 0 for one that is damaged, nothing where there is none.
std::optional<std::int64_t> marker_time(int run_folder, const char* marker);

/// Reads the facts from a run folder's descriptor. `program_seen` is left to the caller. Never throws for what
/// the folder holds; unreadable files count as absent.
RunFacts read_run_facts(int run_folder);

}  // namespace liftoff::experiment
