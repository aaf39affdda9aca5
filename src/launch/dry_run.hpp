#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

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
  std::optional<LaunchBegan> resumed;  ///< with --resume: what the launch would say at its begin
  std::vector<std::string> notes;      ///< the same
};

/// What a launch would run, in launch order, without writing anything: the computation of the
/// launch itself, with --resume too, warnings and notes included. Errors: as of launch().
LIFTOFF_TOOLS_API DryRun dry_run(const LaunchRequest& request, const std::function<void(const DryRunLine&)>& use,
                                 const std::function<void(const std::string&)>& warn);

}  // namespace liftoff::launch
