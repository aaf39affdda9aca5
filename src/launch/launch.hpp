#pragma once
// A launch from its request to its end.
#include <functional>
#include <memory>

#include <liftoff/export.hpp>

#include "experiment/run_ref.hpp"
#include "launch/events.hpp"
#include "launch/resume.hpp"

namespace liftoff::launch {

struct LaunchRequest {
  ResumeRequest what;  ///< selection, options; timestamp only with `resume`
  bool resume = false;
  std::string assume_dead;  ///< a host; only with `resume`
};

struct LaunchOutcome {
  LaunchEnded end;
  Tally tally;
  std::string path;  ///< of the experiment
  std::int64_t timestamp = 0;
  bool detached = true;
};

/// What a reporter may ask of a run while the launch goes on.
struct RunDescription {
  std::string file, title, folder;  ///< folder: as programs are told
  experiment::RunRef run = {};
};
using DescribeRun = std::function<RunDescription(const keeper::RunOrder&)>;
/// Makes the reporter once the plan stands. `foreground`: the terminal is the program's own.
using MakeReporter = std::function<std::unique_ptr<LaunchReporter>(const DescribeRun& describe, bool foreground)>;

/// Errors: Usage, System. Warnings are handed out as soon as they are known.
LIFTOFF_TOOLS_API LaunchOutcome launch(const LaunchRequest& request, const MakeReporter& make_reporter,
                                       const std::function<void(const std::string&)>& warn);

/// 0; 1 where runs crashed or were lost; 3 where the system refused; 128+n by signal n.
LIFTOFF_TOOLS_API int exit_status(const LaunchOutcome& outcome);

}  // namespace liftoff::launch
