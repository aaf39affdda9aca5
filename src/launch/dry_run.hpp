#pragma once
#include <liftoff/export.hpp>

#include "experiment/run_ref.hpp"
#include "launch/launch.hpp"

namespace liftoff::launch {

/// One run that would be made.
struct DryRunLine {
  std::string file, title;  ///< the configuration's
  experiment::RunRef run;
};

struct DryRun {
  std::string name;     ///< the experiment's
  std::string command;  ///< as it would be started, without the arguments of a run
  std::size_t configurations = 0;
  std::size_t runs = 0;
  int slots = 0;
};

/// What a launch would run, in launch order (before any shuffling), without writing anything. With --resume: what the
/// plan on disk has left, additions not included. Errors: as of launch().
LIFTOFF_TOOLS_API DryRun dry_run(const LaunchRequest& request, const std::function<void(const DryRunLine&)>& use,
                                 const std::function<void(const std::string&)>& warn);

}  // namespace liftoff::launch
