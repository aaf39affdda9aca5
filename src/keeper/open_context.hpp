#pragma once
#include "experiment/plan.hpp"
#include "keeper/context.hpp"
#include "posix/fd.hpp"

namespace liftoff::keeper {

/// A context with the things it names, opened. Keepers that are forked inherit it.
struct OpenContext {
  KeeperContext context;
  posix::Fd folder;   ///< of the experiment
  posix::Fd journal;  ///< invalid where there is none
  experiment::Plan plan;

  /// For a process that has nothing but the context. Errors: System; Usage where the experiment has no plan.
  static OpenContext open(KeeperContext context);
  /// Where folder and plan are open already.
  OpenContext(KeeperContext context, posix::Fd folder, experiment::Plan plan);
};

}  // namespace liftoff::keeper
