#pragma once
// The runs that a query asks for.
#include <functional>
#include <string>
#include <vector>

#include <liftoff/export.hpp>
#include <liftoff/results.hpp>

#include "results/complaint.hpp"
#include "results/condition.hpp"
#include "results/run_walk.hpp"

namespace liftoff::results {

/// Calls `use` for each run, as for_each_result() does. A condition holds in either reading of a configuration; runs
/// whose configuration can't be read satisfy none.
LIFTOFF_TOOLS_API SelectionOutcome select_runs(const RunQuery& query, const Complaint& complain,
                                               const std::function<void(const FoundRun&)>& use);

/// What to write instead of a key that no run has: those that end in the same name, or all.
LIFTOFF_TOOLS_API std::string suggest_keys(const Condition& condition, const std::vector<std::string>& keys);

}  // namespace liftoff::results
