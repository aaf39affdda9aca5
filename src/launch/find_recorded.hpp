#pragma once
#include "launch/resume.hpp"

namespace liftoff::launch {

/// The experiment that is asked for, with the options it was launched with under those given; `selection` becomes the
/// recorded one where none was given. Errors: Usage (there is no such experiment), System.
ResumedExperiment find_recorded(const ResumeRequest& request, ConfigSelection& selection);

}  // namespace liftoff::launch
