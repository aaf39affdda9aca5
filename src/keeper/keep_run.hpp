#pragma once
#include "keeper/keeper.hpp"
#include "keeper/messages.hpp"

namespace liftoff::keeper {

/// Keeps one run: claims it, starts its program, waits, ends what it left behind, records the end. Returns when
/// the end is on disk, however long that takes. A first SIGTERM (SIGINT, SIGHUP where the program has the terminal)
/// ends the run and is left in `keeper.stop`. Errors: none; what the system refuses is in the report.
RunReport keep_run(Keeper& keeper, RunOrder order);

}  // namespace liftoff::keeper
