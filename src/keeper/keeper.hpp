#pragma once
#include <optional>
#include <string>

#include "experiment/hands.hpp"
#include "experiment/launchers.hpp"
#include "keeper/code.hpp"
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
  Code code{opened.context.directory, opened.context.code};
  experiment::Hand hand{};
  experiment::LauncherCount launchers{};
  std::optional<experiment::Plan> newer = std::nullopt;  ///< where a --resume has published more since

  const KeeperContext& context() const { return opened.context; }
  /// The plan as it is now: another launcher may have taken edited configurations into it. Errors: System; Usage where
  /// it is damaged.
  const experiment::Plan& plan();
};

}  // namespace liftoff::keeper
