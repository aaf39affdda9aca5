#pragma once
// The runs of one experiment, one after the other, in the order in which people count.
#include <functional>

#include "experiment/open_experiment.hpp"
#include "results/complaint.hpp"
#include "results/found_run.hpp"

namespace liftoff::results {

/// Calls `use` for each run whose folder was made (experiment/run_folders.hpp). What did not change since the last walk
/// is not read again, unless `rescan`. Errors: what `use` throws.
void for_each_run(const experiment::OpenExperiment& experiment, bool rescan, const Complaint& complain,
                  const std::function<void(const FoundRun&)>& use);

}  // namespace liftoff::results
