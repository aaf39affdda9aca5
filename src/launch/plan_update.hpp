#pragma once
#include <liftoff/config.hpp>

#include "launch/resume.hpp"

namespace liftoff::launch {

/// Adds to the plan of an experiment what is new among the selected configurations, or makes one for a tree of the
/// original; again where another launcher did so at the same moment. Sets `resumed.plan` and adds to its notes.
/// Errors: Usage (nothing to resume, an addition that can't be), System.
void update_plan(ResumedExperiment& resumed, const ResumeRequest& request, const ConfigSelection& selection,
                 Warnings& warnings);

}  // namespace liftoff::launch
