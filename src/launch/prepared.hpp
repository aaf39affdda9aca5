#pragma once
// Everything of a launch that is settled before the first run starts.
#include <functional>
#include <string>
#include <vector>

#include "launch/resume.hpp"
#include "launch/run_queue.hpp"

namespace liftoff::launch {

struct Prepared {
  experiment::OpenExperiment experiment;
  experiment::Plan plan;
  LaunchOptions options;  ///< as given, over what the plan recorded
  RunQueue queue{0, 0};
  std::size_t already_succeeded = 0;
  std::size_t left_out = 0;  ///< runs of configurations that are no longer selected
  std::vector<std::string> notes;
  bool original_runs = false;  ///< a tree of the original of which programs are alive
};

/// Is told each warning as soon as it is known.
using Warn = std::function<void(const std::string&)>;

/// Makes the experiment. `what.timestamp` is not looked at. Errors: Usage, System.
Prepared prepare_new(const ResumeRequest& what, const Warn& warn);
/// Takes an experiment up that is there: what of it is not done. Errors: Usage, System.
Prepared prepare_resumed(RecordedExperiment recorded, const ResumeRequest& what, const Warn& warn);

}  // namespace liftoff::launch
