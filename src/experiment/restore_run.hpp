#pragma once
// What a run's program took away of its run, made again at its end: scripts empty, remove, move and replace the folder
// that they write to.
#include <functional>
#include <string>

#include "experiment/run_folder.hpp"

namespace liftoff::experiment {

/// Whether the run's folder is where readers look for it, and holds what it held when the program started: the very
/// record that is in hand, `.__leaf`, `.__start` and cfg.yaml (with whatever the program wrote there).
bool is_in_place(int experiment_folder, const RunRef& run, const ClaimedRun& claimed) noexcept;

/// Writes these again into the folder that is there now, or a new one. The record comes first, with all its lines and
/// under the lock from the moment on that it has its name. From then on `claimed` is that folder. Empty where that
/// worked; else what is in the way and will stay there. Errors: System, where trying again may help.
std::string restore_run(int experiment_folder, const RunRef& run, ClaimedRun& claimed, double started,
                        const std::function<std::string()>& config);

}  // namespace liftoff::experiment
