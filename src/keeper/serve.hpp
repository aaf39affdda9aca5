#pragma once
#include "keeper/keeper.hpp"

namespace liftoff::keeper {

/// The life of a keeper process: run after run, as ordered over `socket`, until the launcher is gone or wants no
/// more, or a signal tells it to stop. Never returns.
[[noreturn]] void serve(const OpenContext& opened, const SlotPlace& place, int socket);

}  // namespace liftoff::keeper
