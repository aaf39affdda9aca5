#pragma once
#include <optional>
#include <string>

#include "keeper/open_context.hpp"
#include "keeper/starter.hpp"
#include "posix/process.hpp"
#include "posix/signals.hpp"

namespace liftoff::keeper {

/// Where a keeper runs its programs.
struct SlotPlace {
  int index = 0;
  std::optional<std::string> gpu;
};

/// A process that keeps runs, and what it has in hand for all of them.
struct Keeper {
  const OpenContext& opened;
  SlotPlace place;
  posix::SignalSource& signals;  ///< of keeper_signals(), or a launcher's
  Starter& starter;
  std::optional<int> stop = std::nullopt;  ///< the signal that told it to take no further order
  posix::ProcessId self = posix::self();   ///< as it writes itself down; asked for once

  const KeeperContext& context() const { return opened.context; }
};

}  // namespace liftoff::keeper
