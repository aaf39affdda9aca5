#pragma once
#include <vector>

#include "experiment/run_record.hpp"
#include "experiment/run_ref.hpp"

namespace liftoff::abort {

/// What the folder says of one run that has not ended.
struct OpenRun {
  experiment::RunRef run;
  experiment::AttemptStart attempt;
  bool locked = false;
  bool holder_proven = false;  ///< the recorded keeper has the record open, and locked where there are locks
};

/// The runs of an experiment that a keeper took up and that have not ended. Errors: System.
std::vector<OpenRun> open_runs(int experiment);

}  // namespace liftoff::abort
