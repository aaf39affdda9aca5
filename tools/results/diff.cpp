#include <memory>

#include "query/run_diff.hpp"
#include "query/run_metrics.hpp"
#include "report/results_diff.hpp"
#include "results/forms.hpp"

namespace liftoff::tools {

namespace {

struct DiffForm {
  std::string first, second;
  std::vector<std::string> files;
  bool json = false;
};

int work(const Tool& tool, const DiffForm& form) {
  const NamedRun first(form.first), second(form.second);
  const auto diff = diff_runs(first.run(), second.run(), form.files.empty() ? default_metric_files() : form.files, complaint_of(tool));
  if (form.json) write_output(report::run_diff_json(diff, first, second));
  else if (!diff.empty()) write_output(report::run_diff_text(diff, first, second, tool.out_style(), output_width()));
  if (diff.empty()) tool.say("the runs do not differ");
  return 0;
}

}  // namespace

Form add_diff_form(Tool& tool) {
  auto* app = tool.app.add_subcommand("diff", "What the configurations, outcomes and metrics of two runs differ in");
  const auto form = std::make_shared<DiffForm>();
  app->add_option("a", form->first, "The folder of a run, as --runs-only prints it")->option_text("RUN")->required();
  app->add_option("b", form->second, "The folder of another")->option_text("RUN")->required();
  app->add_option("-n,--names", form->files, "Files with metrics, as for table")->option_text("NAME ...");
  app->add_flag("--json", form->json, "One JSON object on standard output");
  return {app, [form](const Tool& t) { return work(t, *form); }};
}

}  // namespace liftoff::tools
