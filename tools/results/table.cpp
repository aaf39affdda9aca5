#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "common/output.hpp"
#include "metrics/results_table.hpp"
#include "report/results_table.hpp"
#include "report/results_table_csv.hpp"
#include "report/results_table_json.hpp"
#include "report/text_width.hpp"
#include "results/selection.hpp"
#include "results/verbs.hpp"
#include "text/glob.hpp"
#include "text/words.hpp"

namespace liftoff::tools {

namespace {

using options::Options;

constexpr std::size_t most_named = 12;

/// "a, b and 7 more": as many as take no more than so many columns.
std::string some_of(const std::vector<std::string>& names, std::size_t columns) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto next = (i == 0 ? "" : ", ") + report::cut_middle(names[i], 16);
    if (i > 0 && report::text_width(text + next) > columns)
      return fmt::format("{} and {} more", text, names.size() - i);
    text += next;
  }
  return text;
}

std::string known_metrics(const metrics::ResultsTable& table) {
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < table.metrics().size(); ++i)
    if (table.is_measured(i)) names.push_back(table.metrics()[i]);
  return fmt::format("metrics are {}", text::some_of(names, most_named));
}

/// The metrics that -m names, patterns too; without -m all, those first that the lines are sorted by.
std::vector<std::uint32_t> chosen_metrics(const metrics::ResultsTable& table, const std::vector<std::string>& wanted,
                                          const std::vector<metrics::SortBy>& sort) {
  const auto& names = table.metrics();
  std::vector<std::uint32_t> chosen;
  std::vector<char> taken(names.size(), 0);
  const auto add = [&](const std::string& pattern) {
    bool any = false;
    for (std::uint32_t i = 0; i < names.size(); ++i) {
      if (!table.is_measured(i) || !text::fits(pattern, names[i])) continue;
      any = true;
      if (!std::exchange(taken[i], 1)) chosen.push_back(i);
    }
    return any;
  };
  if (wanted.empty()) {
    for (const auto& by : sort) add(by.name);
    add("*");
  }
  for (const auto& pattern : wanted)
    if (!add(pattern))
      throw Error(ExitCode::Failed, fmt::format("-m '{}': no run has such a metric", pattern), known_metrics(table));
  return chosen;
}

std::vector<metrics::SortBy> parse_sorts(const std::vector<std::string>& texts) {
  std::vector<metrics::SortBy> sorts;
  for (const auto& text : texts) sorts.push_back(metrics::parse_sort(text));
  return sorts;
}

void put_table(const Tool& tool, const metrics::ResultsTable& table, const Options& options,
               const report::TableView& view) {
  if (options.results.csv) return put(report::results_table_csv(table, view));
  if (options.json) return put(report::results_table_json(table, view));
  const auto shown = report::results_table_text(table, view, tool.out_style());
  put(shown.text);
  if (!shown.left_out.empty())
    tool.say(
        fmt::format("no room for {}\nhint: choose with -m METRIC, or see all with --csv", some_of(shown.left_out, 36)));
}

/// Nothing to show: what is wrong. Programs get an empty table all the same.
int explain_empty(const Tool& tool, const metrics::ResultsTable& table, const Options& options) {
  if (options.json) put(report::results_table_json(table, {}));
  if (table.lacks_best()) tool.say("--at: no file has such a metric");
  else
    tool.say(
        fmt::format("no run has metrics in files that fit {}\nhint: name others with -n ('liftoff-results' shows "
                    "which there are); --all shows runs without metrics, too",
                    fmt::join(options.results.names, ", ")));
  return 1;
}

}  // namespace

int show_table(const Tool& tool, const Options& options) {
  const auto& form = options.results;
  const auto sort = parse_sorts(form.sort);
  if (form.top && sort.empty()) throw usage_error("--top needs an order", "add --sort METRIC");
  metrics::ResultsTable table({{form.names, form.complete_only, metrics::parse_row_choice(form.at)}, form.individual});
  std::set<std::string> experiments;
  const auto complain = complaint_of(tool);
  const bool any = for_each_selected(tool, options, [&](const results::FoundRun& run) {
    experiments.insert(run.experiment.ref.folder);
    table.add(run, complain);
  });
  table.finish(form.keep_all);
  if (!any && options.json) put(report::results_table_json(table, {}));
  if (!any) return 1;
  if (table.rows().empty()) return explain_empty(tool, table, options);
  if (table.lacks_best())
    throw Error(ExitCode::Failed, fmt::format("--at '{}': no file has such a metric", form.at), known_metrics(table));
  if (const auto unknown = table.sort(sort))
    throw Error(ExitCode::Failed, fmt::format("--sort '{}': no run has such a metric or parameter", unknown->name),
                known_metrics(table));
  table.keep_first(static_cast<std::size_t>(form.top.value_or(0)));
  put_table(tool, table, options,
            {chosen_metrics(table, form.metrics, sort), form.individual, experiments.size() > 1, output_width()});
  return 0;
}

}  // namespace liftoff::tools
