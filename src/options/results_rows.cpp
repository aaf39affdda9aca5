#include <algorithm>

#include "options/member.hpp"
#include "options/rows.hpp"

namespace liftoff::options {

namespace {

constexpr Forms to_select = to_results | to_table | to_errors;

template <auto Part> constexpr auto results = at<&Options::results, Part>;

std::vector<Option> two_runs() {
  return {
      {.names = "a",
       .value = "RUN",
       .help = "A run: its folder, <configuration>/<run id> or <cfg_id>/<run id>",
       .forms = to_diff,
       .member = results<&ResultsOptions::first>,
       .required = true},
      {.names = "b",
       .value = "RUN",
       .help = "Another",
       .forms = to_diff,
       .member = results<&ResultsOptions::second>,
       .required = true},
  };
}

std::vector<const char*> counted_states() {
  auto states = state_names();
  states.push_back("all");
  return states;
}

bool never(const std::string&) { return false; }

/// What else stands behind --state is the name of an experiment.
bool is_list_of_states(const std::string& word) {
  const auto states = counted_states();
  const auto first = word.substr(0, word.find(','));
  return std::any_of(states.begin(), states.end(), [&](const char* state) { return first == state; });
}

std::vector<Option> the_means() {
  return {
      {.names = "--over",
       .value = "PARAMETER",
       .help = "Take the mean over this parameter too: what differs in it alone is one line (seed, or seed,fold)",
       .forms = to_table,
       .member = results<&ResultsOptions::over>,
       .commas = true,
       .many = true,
       .further = never,
       .excludes = {"--individual"}},
      {.names = "--state",
       .value = "STATE ...",
       .help = "Whose metrics count: runs that are waiting, running, succeeded, crashed, lost, unrecorded (of scripts "
               "run by hand), or all; the others are counted beside them",
       .forms = to_table,
       .member = results<&ResultsOptions::states>,
       .fallback = "succeeded,running,unrecorded",
       .preset = to_table,
       .one_of = counted_states(),
       .commas = true,
       .many = true,
       .further = is_list_of_states},
  };
}

std::vector<Option> the_columns() {
  return {
      {.names = "-p,--parameters",
       .value = "PARAMETER ...",
       .help = "Only these parameters, in this order, also where all are equal; * and ? stand for others",
       .forms = to_table,
       .member = results<&ResultsOptions::parameters>,
       .many = true},
      {.names = "-m,--metrics",
       .value = "METRIC ...",
       .help = "Only these metrics, in this order; * and ? stand for others",
       .forms = to_table,
       .member = results<&ResultsOptions::metrics>,
       .many = true},
  };
}

std::vector<Option> the_lines() {
  return {
      {.names = "--sort",
       .value = "METRIC ...",
       .help = "Sort by METRIC[:asc|desc][:mean|min|max] or a parameter; the best first, where the name says it",
       .forms = to_table,
       .member = results<&ResultsOptions::sort>,
       .many = true},
      {.names = "--top",
       .value = "N",
       .help = "Only the first N lines",
       .forms = to_table,
       .member = results<&ResultsOptions::top>,
       .least = 1},
      {.names = "-i,--individual",
       .help = "A line for each run",
       .forms = to_table,
       .member = results<&ResultsOptions::individual>},
      {.names = "--all",
       .help = "Also configurations, or runs, without metrics",
       .forms = to_table,
       .member = results<&ResultsOptions::keep_all>},
      {.names = "--at",
       .value = "ROW",
       .help = "Of files with rows: each metric's last value, or those with the row best:METRIC[:min|max]",
       .forms = to_table,
       .member = results<&ResultsOptions::at>},
  };
}

std::vector<Option> which_runs() {
  return {
      {.names = "-e,--experiment",
       .value = "NAME",
       .help = "The newest experiment of this name",
       .forms = to_select | to_diff,
       .member = at<&Options::experiment>},
      {.names = "-t,--timestamp",
       .value = "TIMESTAMP",
       .help = "The experiment of this timestamp",
       .forms = to_select | to_diff,
       .member = at<&Options::timestamp>},
      {.names = "--full-name",
       .value = "FOLDER",
       .help = "The experiment in this folder (<timestamp>_<name>)",
       .forms = to_select,
       .member = results<&ResultsOptions::full_name>},
      {.names = "-a,--all-experiments",
       .help = "Every experiment that matches, not the newest alone",
       .forms = to_select,
       .member = at<&Options::all>},
      {.names = "--where",
       .value = "CONDITION ...",
       .help = "Only runs whose configuration has it: KEY=VALUE, with = != < <= > >= or ~ (regex); repeatable",
       .forms = to_select,
       .member = results<&ResultsOptions::where>,
       .many = true},
  };
}

std::vector<Option> which_files() {
  return {
      {.names = "-n,--names",
       .value = "NAME ...",
       .help = "Only files of these names (of step__10__NAME the latest version); * and ? stand for others",
       .forms = to_results,
       .member = results<&ResultsOptions::names>,
       .many = true},
      {.names = "-n,--names",
       .value = "NAME ...",
       .help = "Files with metrics",
       .forms = to_table | to_diff,
       .member = results<&ResultsOptions::names>,
       .fallback = "summary.json metrics.json metrics.jsonl *.csv all_results.json trainer_state.json "
                   "*/trainer_state.json lightning_logs/*/metrics.csv dvclive/metrics.json runs/*/*/results.csv",
       .preset = to_table | to_diff,
       .many = true},
      {.names = "--complete-only",
       .help = "No intermediate versions of files",
       .forms = to_results | to_table,
       .member = results<&ResultsOptions::complete_only>},
      {.names = "--runs-only",
       .help = "Print run folders instead of files; with -n those that have such a file",
       .forms = to_results,
       .member = results<&ResultsOptions::runs_only>},
  };
}

Option watching() {
  auto row =
      watch_row(to_table, "Redraw in place as runs start and end; while any goes on, look at its metrics every SECONDS",
                "2", {"--csv", "--json"});
  row.instead = "a program asks again: --csv or --json without -w";
  return row;
}

std::vector<Option> how_printed() {
  return {
      {.names = "-0,--null",
       .help = "End each path with a NUL byte instead of a line feed",
       .forms = to_results,
       .member = results<&ResultsOptions::zeros>,
       .excludes = {"--json"}},
      {.names = "--show",
       .value = "N",
       .help = "Print the whole err of the example of group N",
       .forms = to_errors,
       .member = results<&ResultsOptions::show>,
       .excludes = {"--json"}},
      {.names = "--csv",
       .help = "Comma-separated values",
       .forms = to_table,
       .member = results<&ResultsOptions::csv>,
       .excludes = {"--json"}},
      {.names = "--json",
       .help = "One JSON object on standard output",
       .forms = to_select | to_diff,
       .member = at<&Options::json>},
      watching(),
      {.names = "--rescan", .help = "Trust no cache", .forms = to_select, .member = at<&Options::rescan>},
      {.names = "--collect", .forms = to_results, .member = results<&ResultsOptions::collect>, .alone = true},
  };
}

}  // namespace

std::vector<Option> results_rows() {
  std::vector<Option> rows;
  for (auto part : {two_runs, the_columns, the_lines, the_means, which_files, which_runs, how_printed})
    for (auto& row : part()) rows.push_back(std::move(row));
  return rows;
}

}  // namespace liftoff::options
