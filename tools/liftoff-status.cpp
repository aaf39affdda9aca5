// liftoff-status: what experiments are doing.
#include <cstdio>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "common/output.hpp"
#include "common/run_tool.hpp"
#include "configs/settings.hpp"
#include "posix/clock.hpp"
#include "posix/file_info.hpp"
#include "posix/terminal.hpp"
#include "status/options.hpp"

namespace liftoff::tools {

namespace {

constexpr const char* examples =
    "  liftoff-status                         experiments that are running\n"
    "  liftoff-status -a -s 'time left'       all, the one that ends first on top\n"
    "  liftoff-status -w                      redrawn as things happen, until 'q'\n"
    "  watch -c -n 1 liftoff-status -a --color always\n"
    "  liftoff-status --runs --state crashed  those of the newest experiment\n"
    "  liftoff-status --explain 3/1 -e sweep  why run 1 of configuration 3 is lost\n"
    "  liftoff-status --follow results/1524936339_sweep/3_lr_0_1/1\n";

void declare(CLI::App& app, StatusOptions& options) {
  auto& query = options.query;
  app.add_flag("-a,--all", query.all, "All experiments, not only running ones");
  app.add_option("-e,--experiment", query.name, "Only experiments of this name")->option_text("NAME");
  app.add_option("-t,--timestamp", query.timestamp, "Only the experiment of this timestamp")->option_text("T");
  app.add_flag("-r,--short", options.brief, "The short table: no times");
  app.add_option("-s,--sort", options.sort, "Sort by this column; without it, newest first")->option_text("COLUMN");
  app.add_option("-d,--results-dir", query.results_dir, "Where the results are (./results)")->option_text("DIR");
  app.add_option("-w,--watch", options.watch, "Redraw in place when something changes, at most every SECONDS (1)")
      ->expected(0, 1)
      ->default_str("1")
      ->check(CLI::Range(0.05, 86400.0))
      ->option_text("[SECONDS]");
  auto* runs = app.add_flag("--runs", options.runs, "List the runs of the newest experiment, or that of -e or -t");
  app.add_option("--state", options.state, "With --runs: only waiting, running, succeeded, crashed or lost ones")
      ->option_text("STATE")
      ->needs(runs);
  auto* explain =
      app.add_option("--explain", options.explain, "Say why a run is in the state it is in")->option_text("RUN");
  app.add_option("--follow", options.follow, "Show a run's output as it grows, until it ends")
      ->option_text("RUN")
      ->excludes(explain)
      ->excludes(runs);
  app.add_flag("--rescan", query.rescan, "Trust no cache and no journal: read what every run left");
  app.add_flag("--json", options.json, "Print JSON");
}

void say_why_empty(const Tool& tool, const StatusQuery& query) {
  if (posix::info_followed(query.results_dir).kind == posix::FileKind::None)
    tool.say("there is no results folder " + query.results_dir);
  else if (query.all) tool.say(query.name || query.timestamp ? "no such experiment" : "no experiments");
  else tool.say("nothing is running; -a shows all experiments");
}

int show_experiments(const Tool& tool, const StatusOptions& options) {
  auto experiments = summarize(options.query);
  if (options.key) report::sort_experiments(experiments, *options.key);
  if (options.json) put(report::status_json(experiments));
  else if (experiments.empty()) say_why_empty(tool, options.query);
  const report::StatusView view{options.brief, output_width(), posix::is_terminal(1), posix::unix_time()};
  if (!options.json)
    for (const auto& line : report::status_lines(experiments, view, tool.out_style())) put(line);
  return 0;
}

int work(const Tool& tool, StatusOptions& options) {
  if (tool.app.count("--results-dir") == 0) {
    Warnings warnings;
    options.query.results_dir =
        configs::setting_text(configs::load_settings(warnings), "results_dir").value_or(options.query.results_dir);
    for (const auto& warning : warnings) tool.warn(warning);
  }
  if (!options.sort.empty()) options.key = report::parse_sort_key(options.sort);
  if (tool.app.count("--watch") > 0 && !options.watch) options.watch = 1;
  if (!options.explain.empty()) return explain_run(options, tool.out_style());
  if (!options.follow.empty()) return follow_run(options, tool.out_style());
  if (options.runs) return show_runs(options, tool.out_style());
  return options.watch ? watch_experiments(options, tool.out_style()) : show_experiments(tool, options);
}

}  // namespace

}  // namespace liftoff::tools

int main(int argc, char** argv) {
  liftoff::tools::StatusOptions options;
  return liftoff::tools::run_tool(
      {"liftoff-status", "Shows what experiments are doing.", liftoff::tools::examples}, argc, argv,
      [&](liftoff::tools::Tool& tool) { liftoff::tools::declare(tool.app, options); },
      [&](liftoff::tools::Tool& tool) { return liftoff::tools::work(tool, options); });
}
