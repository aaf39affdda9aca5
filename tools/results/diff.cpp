#include "common/output.hpp"
#include "metrics/named_run.hpp"
#include "metrics/run_diff.hpp"
#include "metrics/run_metrics.hpp"
#include "report/results_diff.hpp"
#include "results/selection.hpp"
#include "results/verbs.hpp"

namespace liftoff::tools {

int show_diff(const Tool& tool, const options::Options& options) {
  const auto& names = options.results.names;
  const auto query = run_query(options);
  const auto experiments = experiment::list_experiments(query.results_dir, {query.name, query.timestamp});
  const metrics::NamedRun first(query.results_dir, experiments, options.results.first),
      second(query.results_dir, experiments, options.results.second);
  const auto diff = metrics::diff_runs(first.run(), second.run(),
                                       names.empty() ? metrics::default_metric_files() : names, complaint_of(tool));
  if (options.json) put(report::run_diff_json(diff, first, second));
  else if (!diff.empty()) put(report::run_diff_text(diff, first, second, tool.out_style(), output_width()));
  if (diff.empty()) tool.say("the runs do not differ");
  return 0;
}

}  // namespace liftoff::tools
