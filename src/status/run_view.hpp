#pragma once
// One experiment's runs, one by one.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <liftoff/export.hpp>

#include "experiment/machine.hpp"
#include "experiment/open_experiment.hpp"
#include "experiment/run_ref.hpp"
#include "experiment/run_state.hpp"

namespace liftoff::status {

struct RunView {
  experiment::RunRef run;
  std::string path;           ///< as the experiment's was given
  std::string configuration;  ///< `<cfg_id>_<title>`; the experiment's name for a single run
  std::int64_t run_id = 0;
  experiment::RunState state;
  experiment::RunRecord record;
  std::optional<double> started, ended;                               ///< Unix seconds, as exact as they were recorded
  std::string problem;                                                ///< why its folder can't be read
  LIFTOFF_TOOLS_API std::optional<double> seconds(double now) const;  ///< how long it ran, or has been running
};

/// What one run's folder says.
LIFTOFF_TOOLS_API RunView view_run(const experiment::OpenExperiment& experiment, const experiment::RunRef& run,
                                   experiment::Machine& machine);

/// Calls `use` for each run in one of these states ("crashed"; empty: any). Where the journal can tell, and no
/// `rescan` is asked for, only runs that may be in that state are looked at. Errors: System.
LIFTOFF_TOOLS_API void view_runs(const experiment::OpenExperiment& experiment, const std::string& state, bool rescan,
                                 experiment::Machine& machine, const std::function<void(const RunView&)>& use);

/// The last line with anything on it of `err` for crashed runs, else of `out`, else of the other one. Of a line that
/// was drawn over with carriage returns, the last state.
LIFTOFF_TOOLS_API std::string last_output_line(const experiment::OpenExperiment& experiment, const RunView& run);

}  // namespace liftoff::status
