#include <algorithm>
#include <memory>
#include <set>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "query/file_versions.hpp"
#include "query/results_table.hpp"
#include "report/results_table.hpp"
#include "results/forms.hpp"

namespace liftoff::tools {

namespace {

struct TableForm {
  std::vector<std::string> metrics, sort, files;
  std::string at = "last";
  int top = 0;
  bool individual = false, keep_all = false, csv = false, complete_only = false;
};

std::string known_metrics(const ResultsTable& table) { return fmt::format("metrics are {}", fmt::join(table.metrics(), ", ")); }

/// The metrics that -m names, patterns too; without -m all, those first that the lines are sorted by.
std::vector<std::uint32_t> chosen_metrics(const ResultsTable& table, const std::vector<std::string>& wanted, const std::vector<SortBy>& sort) {
  const auto& names = table.metrics();
  std::vector<std::uint32_t> chosen;
  const auto add = [&](const std::string& pattern) {
    const auto before = chosen.size();
    for (std::uint32_t i = 0; i < names.size(); ++i)
      if (fits(pattern, names[i]) && std::find(chosen.begin(), chosen.end(), i) == chosen.end()) chosen.push_back(i);
    return chosen.size() > before;
  };
  if (wanted.empty()) {
    for (const auto& by : sort) add(by.name);
    add("*");
  }
  for (const auto& pattern : wanted)
    if (!add(pattern)) throw Error(ExitCode::Failed, fmt::format("-m '{}': no run has such a metric", pattern), known_metrics(table));
  return chosen;
}

void put(const Tool& tool, const ResultsTable& table, const TableForm& form, const SelectionOptions& selection, report::TableView& view) {
  if (form.csv) return write_output(report::results_table_csv(table, view));
  if (selection.json) return write_output(report::results_table_json(table, view));
  bool whole = true;
  write_output(report::results_table_text(table, view, tool.out_style(), whole));
  if (!whole) tool.say("some columns have no room here\nhint: choose with -m METRIC, or see them all with --csv");
}

int work(const Tool& tool, const SelectionOptions& selection, const TableForm& form) {
  std::vector<SortBy> sort;
  for (const auto& text : form.sort) sort.push_back(parse_sort(text));
  if (form.top > 0 && sort.empty()) throw usage_error("--top needs an order", "add --sort METRIC");
  ResultsTable table({form.files, parse_row_choice(form.at), form.individual, form.complete_only});
  std::set<std::string> experiments;
  const auto complain = complaint_of(tool);
  const auto use = [&](const FoundRun& run) {
    experiments.insert(run.experiment.ref.folder);
    table.add(run, complain);
  };
  if (!for_each_selected(tool, selection, use)) return 1;
  if (!form.keep_all) table.drop_rows_without_metrics();
  if (table.rows().empty()) throw Error(ExitCode::Failed, "no run has dumped metrics", "name the files that have them with -n; --all shows runs without metrics too");
  if (!table.sort(sort)) throw Error(ExitCode::Failed, "--sort: no run has such a metric or parameter", known_metrics(table));
  table.keep_first(static_cast<std::size_t>(std::max(form.top, 0)));
  report::TableView view{chosen_metrics(table, form.metrics, sort), form.individual, experiments.size() > 1, output_width()};
  put(tool, table, form, selection, view);
  return 0;
}

}  // namespace

Form add_table_form(Tool& tool, SelectionOptions& selection) {
  auto* app = tool.add_form("table", "A line for each configuration: its parameters and what its runs measured",
                            "  liftoff-results table --sort accuracy --top 10  the ten best\n"
                            "  liftoff-results table --sort loss:asc:max       by the worst repetition\n"
                            "  liftoff-results table -n 'log.csv' --at best:val_acc\n"
                            "  liftoff-results table --individual --csv > runs.csv\n");
  const auto form = std::make_shared<TableForm>();
  app->add_option("-m,--metrics", form->metrics, "Only these metrics, in this order; * and ? stand for others")->option_text("METRIC ...");
  app->add_option("--sort", form->sort, "Sort by METRIC[:asc|desc][:mean|min|max], or a parameter; without an order the best come first")->option_text("METRIC ...");
  app->add_option("--top", form->top, "Only the first N lines")->option_text("N")->check(CLI::PositiveNumber);
  app->add_flag("-i,--individual", form->individual, "A line for each run");
  app->add_flag("--all", form->keep_all, "Also what has no metrics");
  app->add_option("--at", form->at, "Which row of files with many: last, or best:METRIC[:min|max]")->option_text("ROW");
  app->add_option("-n,--names", form->files, "Files with metrics (summary.json metrics.json metrics.jsonl *.csv)")->option_text("NAME ...");
  app->add_flag("--complete-only", form->complete_only, "Only runs that succeeded, and no intermediate files");
  add_selection(*app, selection);
  app->add_flag("--csv", form->csv, "Comma-separated values")->excludes("--json");
  return {app, [form, &selection](const Tool& t) { return work(t, selection, *form); }};
}

}  // namespace liftoff::tools
