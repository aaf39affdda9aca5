#include "results/table_look.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "common/output.hpp"
#include "metrics/results_table.hpp"
#include "report/results_left_out.hpp"
#include "report/results_table.hpp"
#include "report/results_table_csv.hpp"
#include "report/results_table_json.hpp"
#include "results/selection.hpp"

namespace liftoff::tools {

namespace {

using options::Options;

std::vector<metrics::SortBy> parse_sorts(const std::vector<std::string>& texts) {
  std::vector<metrics::SortBy> sorts;
  for (const auto& text : texts) sorts.push_back(metrics::parse_sort(text));
  return sorts;
}

metrics::TableOptions table_options(const options::ResultsOptions& form) {
  return {
      {form.names, form.complete_only, metrics::parse_row_choice(form.at)}, form.individual, form.states, form.over};
}

/// Why no line has metrics.
std::string why_empty(const metrics::ResultsTable& table, const options::ResultsOptions& form) {
  if (table.lacks_best()) return "--at: no file has such a metric";
  if (table.left_out().uncounted.all() > 0) return "no run that counts has metrics";
  return fmt::format(
      "no run has metrics in files that fit {}\nhint: name others with -n ('liftoff-results' shows which there are); "
      "--all shows runs without metrics, too",
      fmt::join(form.names, ", "));
}

/// Sorted and cut as asked for.
report::TableView arrange(metrics::ResultsTable& table, const options::ResultsOptions& form,
                          const std::vector<metrics::SortBy>& sort) {
  if (table.lacks_best())
    throw Error(ExitCode::Failed, fmt::format("--at '{}': no file has such a metric", form.at), table.known_metrics());
  table.choose_parameters(form.parameters);
  table.sort(sort);
  table.keep_first(static_cast<std::size_t>(form.top.value_or(0)));
  return {table.chosen_metrics(form.metrics, sort), form.individual, table.experiments().size() > 1, output_width()};
}

/// What the means over parameters did not do.
void check_over(const metrics::ResultsTable& table, const Options& options, const results::Complaint& complain) {
  const auto& rows = table.rows();
  const bool merged = std::any_of(rows.begin(), rows.end(), [](const auto& row) { return !row.others.empty(); });
  if (!table.over().empty() && rows.size() > 1 && !merged)
    complain(fmt::format("--over {}: no two configurations differ in nothing else",
                         fmt::join(options.results.over, " --over ")));
}

void show(TableLook& look, const metrics::ResultsTable& table, const Options& options, const report::TableView& view,
          const report::Style& style) {
  std::vector<std::string> no_room;
  if (options.json) {
    look.text = report::results_table_json(table, view);
    return;
  }
  if (options.results.csv) {
    look.text = report::results_table_csv(table, view);
  } else {
    auto shown = report::results_table_text(table, view, style);
    look.text = std::move(shown.text);
    no_room = std::move(shown.left_out);
  }
  look.left_out = report::left_out_texts(table, view.individual, no_room);
}

}  // namespace

TableLook look_at_table(const Options& options, const report::Style& style, const results::Complaint& complain) {
  const auto& form = options.results;
  if (form.top && form.sort.empty()) throw usage_error("--top needs an order", "add --sort METRIC");
  const auto sort = parse_sorts(form.sort);
  metrics::ResultsTable table(table_options(form));
  const auto query = run_query(options);
  const auto outcome =
      results::select_runs(query, complain, [&](const results::FoundRun& run) { table.add(run, complain); });
  table.finish(form.keep_all);
  TableLook look{!table.rows().empty(), {}, {}, {}, table.experiments()};
  if (look.any) {
    check_over(table, options, complain);
    show(look, table, options, arrange(table, form, sort), style);
    return look;
  }
  if (options.json) look.text = report::results_table_json(table, {});
  look.problem = outcome.selected == 0 ? why_nothing(query, outcome) : why_empty(table, form);
  if (outcome.selected > 0 && !options.json) look.left_out = report::left_out_texts(table, form.individual, {});
  return look;
}

}  // namespace liftoff::tools
