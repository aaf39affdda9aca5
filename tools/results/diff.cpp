#include <memory>

#include "common/output.hpp"
#include "metrics/named_run.hpp"
#include "metrics/run_diff.hpp"
#include "metrics/run_metrics.hpp"
#include "report/results_diff.hpp"
#include "results/forms.hpp"

namespace liftoff::tools {

namespace {

struct DiffForm {
  std::string first, second;
};

int work(const Tool& tool, const SelectionOptions& selection, const DiffForm& form) {
  const auto query = completed(tool, selection);
  const auto experiments = experiment::list_experiments(query.results_dir, {query.name, query.timestamp});
  const metrics::NamedRun first(query.results_dir, experiments, form.first),
      second(query.results_dir, experiments, form.second);
  const auto diff = metrics::diff_runs(first.run(), second.run(),
                                       selection.names.empty() ? metrics::default_metric_files() : selection.names,
                                       complaint_of(tool));
  if (selection.json) put(report::run_diff_json(diff, first, second));
  else if (!diff.empty()) put(report::run_diff_text(diff, first, second, tool.out_style(), output_width()));
  if (diff.empty()) tool.say("the runs do not differ");
  return 0;
}

}  // namespace

Form add_diff_form(Tool& tool, SelectionOptions& selection) {
  auto* app = tool.add_form("diff", "What the configurations, outcomes and metrics of two runs differ in",
                            "  liftoff-results diff 0/0 8/1        run 0 of configuration 0 and run 1 of 8\n"
                            "  liftoff-results diff -e sweep 3 4   configurations with one run each\n"
                            "  liftoff-results diff results/1524936339_a/0_x_1 results/1524936400_b/2_x_3\n");
  const auto form = std::make_shared<DiffForm>();
  app->add_option("a", form->first, "A run: its folder, <configuration>/<run id> or <cfg_id>/<run id>")
      ->option_text("RUN")
      ->required();
  app->add_option("b", form->second, "Another")->option_text("RUN")->required();
  app->add_option("-n,--names", selection.names, "Files with metrics, as for table")->option_text("NAME ...");
  add_experiment(*app, selection);
  app->add_flag("--json", selection.json, "One JSON object on standard output");
  return {app, [form, &selection](const Tool& t) { return work(t, selection, *form); }};
}

}  // namespace liftoff::tools
