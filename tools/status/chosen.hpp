#pragma once
// Which experiments and runs the options name, and how a run is shown.
#include <string>
#include <vector>

#include <liftoff/status.hpp>

#include "experiment/find_run.hpp"
#include "experiment/open_experiment.hpp"
#include "options/options.hpp"
#include "report/run_lines.hpp"
#include "status/run_view.hpp"

namespace liftoff::tools {

StatusQuery status_query(const options::Options& options);

/// The experiments that match, newest first; but in front the newest that was launched.
std::vector<experiment::ExperimentRef> matching(const options::Options& options);

/// The run that a person names, and its experiment. Errors: Usage, System.
std::pair<experiment::OpenExperiment, experiment::RunRef> open_run(const options::Options& options,
                                                                   const std::string& text);

/// A run as reports show it. `now`: Unix seconds.
report::RunLine line_of(const experiment::OpenExperiment& experiment, const status::RunView& run, double now);

}  // namespace liftoff::tools
