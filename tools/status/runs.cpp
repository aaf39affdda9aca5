#include "common/output.hpp"
#include "posix/clock.hpp"
#include "report/text_width.hpp"
#include "status/chosen.hpp"
#include "status/verbs.hpp"

namespace liftoff::tools {

namespace {

int show_none(const Tool& tool, const options::Options& options) {
  if (options.json) put("{\"schema_version\":1,\"experiment\":null,\"runs\":[]}\n");
  else tool.say("there is no such experiment in " + report::one_line(options.launch.results_dir));
  return 0;
}

}  // namespace

int show_runs(const Tool& tool, const options::Options& options) {
  const auto experiments = matching(options);
  if (experiments.empty()) return show_none(tool, options);
  const auto experiment = experiment::OpenExperiment::open(experiments.front());
  auto& machine = experiment.machine();
  std::vector<report::RunLine> runs;
  status::view_runs(experiment, options.status.state, options.rescan, machine,
                    [&](const status::RunView& run) { runs.push_back(line_of(experiment, run, machine.now())); });
  if (options.json) {
    put(report::runs_json(experiment.ref.path, runs));
    return 0;
  }
  for (const auto& line : report::run_lines(runs, output_width(), machine.now(), tool.out_style())) put(line);
  return 0;
}

}  // namespace liftoff::tools
