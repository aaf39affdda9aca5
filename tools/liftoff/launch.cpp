#include "liftoff/verbs.hpp"
#include "report/launch_reporters.hpp"
#include "resources/gpus.hpp"

namespace liftoff::tools {

launch::LaunchRequest launch_request(const options::Options& options) {
  launch::LaunchRequest request;
  auto& what = request.what;
  what.selection = options.selection;
  what.selection_given =
      !what.selection.files.empty() || what.selection.default_file || !what.selection.experiment.empty();
  what.options = options.launch;
  if (what.options.gpus) what.options.gpus = resources::resolve_gpus(*what.options.gpus);
  what.timestamp = options.timestamp;
  request.resume = options.resume;
  request.assume_dead = options.assume_dead;
  return request;
}

int launch_runs(const Tool& tool, const options::Options& options) {
  const auto request = launch_request(options);
  report::LaunchReporting how;
  how.quiet = options.quiet;
  how.verbose = options.verbose;
  how.json = options.json;
  how.terminal_is_ours = options.launch.detach.value_or(true);
  how.style = tool.err_style();
  const auto outcome = launch::launch(
      request,
      [&](const launch::DescribeRun& describe, bool foreground) {
        return report::make_launch_reporter(how, describe, foreground);
      },
      [&](const std::string& text) { tool.warn(text); });
  return launch::exit_status(outcome);
}

}  // namespace liftoff::tools
