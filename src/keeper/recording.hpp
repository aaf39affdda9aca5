#pragma once
// What a keeper writes down of an attempt: in the run's folder, and in the experiment's journal.
#include "experiment/run_folder.hpp"
#include "experiment/run_ref.hpp"
#include "keeper/keeper.hpp"

namespace liftoff::keeper {

/// The keeper as it writes itself down for the attempt to come, with a token for all that the attempt will start.
experiment::AttemptStart attempt_start(const Keeper& keeper, const experiment::ClaimedRun& claimed);

/// Journal first, then `.__start`. Errors: System.
void record_start(const Keeper& keeper, const experiment::ClaimedRun& claimed, const experiment::RunRef& run,
                  const experiment::AttemptStart& start);

/// Keeps the lock and tries until the end is on disk: nothing tells when a full disk has room again. A folder that
/// was removed has nobody left to tell. A signal meanwhile is left in `keeper.stop`.
void record_end_for_certain(Keeper& keeper, experiment::ClaimedRun& claimed, const experiment::RunRef& run,
                            const experiment::AttemptEnd& end);

}  // namespace liftoff::keeper
