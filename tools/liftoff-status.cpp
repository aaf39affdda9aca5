#include <cstdlib>

#include <fmt/core.h>

#include <liftoff/error.hpp>
#include <liftoff/status.hpp>

#include "common/run_tool.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"
#include "posix/terminal.hpp"
#include "report/status_table.hpp"

namespace {

using namespace liftoff;

constexpr const char* examples =
    "  liftoff-status                     experiments that are running\n"
    "  liftoff-status -a -s 'time left'   all of them, the one that ends first on top\n"
    "  liftoff-status -w                  redrawn as things happen, until 'q'\n"
    "  watch -c -n 1 liftoff-status -a --color always\n";

struct Options {
  StatusQuery query;
  bool brief = false, json = false;
  std::string sort;
};

void declare(tools::Tool& tool, Options& options) {
  auto& app = tool.app;
  app.add_flag("-a,--all", options.query.all, "All experiments, not only running ones");
  app.add_option("-e,--experiment", options.query.name, "Only experiments of this name")->option_text("NAME");
  app.add_option("-t,--timestamp", options.query.timestamp, "Only the experiment of this timestamp")->option_text("T");
  app.add_flag("-r,--short", options.brief, "The short table: no times");
  app.add_option("-s,--sort", options.sort, "Sort by this column; newest first without it")->option_text("COLUMN");
  app.add_option("-d,--results-dir", options.query.results_dir, "Where the results are (./results)")->option_text("DIR");
  app.add_flag("--rescan", options.query.rescan, "Trust no cache: read what every run left");
  app.add_flag("--json", options.json, "Print one JSON document");
}

std::size_t output_width() {
  const char* columns = std::getenv("COLUMNS");
  const int given = columns ? std::atoi(columns) : 0;
  const int width = posix::terminal_width(1, given > 0 ? given : 0);
  return width > 0 ? static_cast<std::size_t>(width) : 0;
}

void put(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

int show_experiments(const tools::Tool& tool, const Options& options) {
  const auto key = options.sort.empty() ? std::nullopt : std::optional(report::parse_sort_key(options.sort));
  auto experiments = summarize(options.query);
  if (key) report::sort_experiments(experiments, *key);
  if (options.json) {
    put(report::status_json(experiments));
    return 0;
  }
  if (experiments.empty()) {
    const bool absent = posix::info_followed(options.query.results_dir).kind == posix::FileKind::None;
    if (absent) tool.say("there is no results folder " + options.query.results_dir);
    else tool.say(options.query.all ? "no experiments" : "nothing is running; -a shows all experiments");
    return 0;
  }
  const bool terminal = posix::is_terminal(1);
  const report::StatusView view{options.brief, output_width(), terminal, posix::unix_time()};
  for (const auto& line : report::status_lines(experiments, view, tool.out_style())) put(line);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  return tools::run_tool({"liftoff-status", "Shows what experiments are doing.", examples}, argc, argv,
                         [&](tools::Tool& tool) { declare(tool, options); },
                         [&](tools::Tool& tool) { return show_experiments(tool, options); });
}
