#pragma once
// What a keeper writes down of an attempt: in the run's folder, and in the experiment's journal.
#include <functional>
#include <string>

#include "experiment/run_folder.hpp"
#include "experiment/run_ref.hpp"
#include "keeper/keeper.hpp"

namespace liftoff::keeper {

/// The keeper as it writes itself down for the attempt to come, with a token for all that the attempt will start.
experiment::AttemptStart attempt_start(Keeper& keeper, const experiment::ClaimedRun& claimed);

/// Journal first, then `.__start`. Errors: System.
void record_start(const Keeper& keeper, const experiment::ClaimedRun& claimed, const experiment::RunRef& run,
                  const experiment::AttemptStart& start);

/// What the run's folder held when its program started, besides its record.
struct FolderContent {
  double started = 0;                   ///< Unix seconds
  std::function<std::string()> config;  ///< the text of its cfg.yaml
};

/// Keeps the lock and tries until the end is on disk: nothing tells when a full disk has room again. A folder that the
/// program has emptied, moved or removed is made again first (experiment/restore_run.hpp). A signal meanwhile is left
/// in `keeper.stop`. Empty where the end stands; else what will always be in its way.
std::string record_end_for_certain(Keeper& keeper, experiment::ClaimedRun& claimed, const experiment::RunRef& run,
                                   const FolderContent& content, const experiment::AttemptEnd& end);

}  // namespace liftoff::keeper
