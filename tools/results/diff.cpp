#include "common/output.hpp"
#include "experiment/find_run.hpp"
#include "metrics/named_run.hpp"
#include "metrics/run_diff.hpp"
#include "metrics/run_metrics.hpp"
#include "report/results_diff.hpp"
#include "results/selection.hpp"
#include "results/verbs.hpp"

namespace liftoff::tools {

namespace {

using Experiments = std::vector<experiment::ExperimentRef>;

/// Where to look for a run: first in the experiment that the path of the other one leads into, unless one was told, or
/// that experiment is but the other run.
Experiments beside(const Experiments& experiments, const RunQuery& query, const std::string& other) {
  if (query.name || query.timestamp) return experiments;
  const auto same = experiment::location_of_path(experiments, other);
  if (!same || same->run.is_whole()) return experiments;
  Experiments ordered{same->experiment};
  ordered.insert(ordered.end(), experiments.begin(), experiments.end());
  return ordered;
}

}  // namespace

int show_diff(const Tool& tool, const options::Options& options) {
  const auto query = run_query(options);
  const auto experiments = experiment::list_launched_first(query.results_dir, {query.name, query.timestamp});
  const auto &a = options.results.first, &b = options.results.second;
  const metrics::NamedRun first(query.results_dir, beside(experiments, query, b), a),
      second(query.results_dir, beside(experiments, query, a), b);
  const auto diff = metrics::diff_runs(first.run(), second.run(), options.results.names, complaint_of(tool));
  if (options.json) put(report::run_diff_json(diff, first, second));
  else if (!diff.empty()) put(report::run_diff_text(diff, first, second, tool.out_style(), output_width()));
  if (diff.empty()) tool.say("the runs do not differ");
  return 0;
}

}  // namespace liftoff::tools
