#pragma once
#include <string>

#include "experiment/run_record.hpp"
#include "keeper/keeper.hpp"
#include "posix/spawn.hpp"

namespace liftoff::keeper {

/// How an attempt went.
struct Attempted {
  experiment::AttemptEnd end;
  bool children_left = false;  ///< processes that --keep-children spares; they are this process's children
  bool put_off = false;        ///< the system had no room for the program; `end` has the run wait again, and says why
};

/// Starts the program, waits for its end, passes signals on, ends it when its time is up or the keeper is told to
/// stop, and ends what it left behind. From the start marker on, every way out of here is an end that gets recorded.
Attempted run_attempt(Keeper& keeper, int attempt, const posix::SpawnRequest& request);

/// An end that can't be written down is no success, whatever the program said.
experiment::AttemptEnd unrecorded(experiment::AttemptEnd end, const std::string& why);

/// The end of an attempt that liftoff-abort was faster than.
experiment::AttemptEnd aborted_before_start(int attempt);

}  // namespace liftoff::keeper
