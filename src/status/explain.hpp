#pragma once
// Why a run is, or is not, doing anything.
#include <string>
#include <vector>

#include <liftoff/export.hpp>

#include "status/run_view.hpp"

namespace liftoff::status {

struct Explanation {
  std::vector<std::string> reasons;   ///< sentences, the state's own first
  std::vector<std::string> attempts;  ///< one line for each
  std::vector<std::string> remedies;  ///< what can be done
};

/// Reads what the experiment says beside the run; with `rescan` not from its journal or a cache.
LIFTOFF_TOOLS_API Explanation explain(const experiment::OpenExperiment& experiment, const RunView& run, bool rescan,
                                      experiment::Machine& machine);

}  // namespace liftoff::status
