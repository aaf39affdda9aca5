#pragma once
#include <vector>

#include "experiment/open_experiment.hpp"
#include "experiment/plan.hpp"
#include "keeper/messages.hpp"

namespace liftoff::launch {

/// Tells the journal of each run that is to be made although it has succeeded once: its folder or its marker was taken
/// away since, so its first end no longer counts. Errors: System.
void note_reruns(const experiment::OpenExperiment& experiment, const experiment::Plan& plan,
                 const std::vector<keeper::RunOrder>& to_do);

}  // namespace liftoff::launch
