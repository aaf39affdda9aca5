#include <fmt/format.h>

#include "common/output.hpp"
#include "experiment/experiments.hpp"
#include "posix/file_info.hpp"
#include "posix/terminal.hpp"
#include "report/status_json.hpp"
#include "report/status_sort.hpp"
#include "report/status_table.hpp"
#include "status/chosen.hpp"
#include "status/verbs.hpp"

namespace liftoff::tools {

namespace {

/// "named 'sweep' and with timestamp 1524936339"
std::string asked_for(const StatusQuery& query) {
  const auto name = query.name ? fmt::format("named '{}'", *query.name) : "";
  const auto timestamp = query.timestamp ? fmt::format("with timestamp {}", *query.timestamp) : "";
  return name + (name.empty() || timestamp.empty() ? "" : " and ") + timestamp;
}

std::string why_empty(const StatusQuery& query) {
  const auto& dir = query.results_dir;
  if (posix::info_followed(dir).kind == posix::FileKind::None) return "there is no results folder " + dir;
  const auto asked = asked_for(query);
  if (!asked.empty() && experiment::list_experiments(dir, {query.name, query.timestamp}).empty())
    return fmt::format("there is no experiment {} in {}", asked, dir);
  if (query.all) return "no experiments";
  return asked.empty() ? "nothing is running; -a shows all experiments"
                       : fmt::format("no experiment {} is running; -a shows those that have ended", asked);
}

}  // namespace

int show_experiments(const Tool& tool, const options::Options& options) {
  const auto key = report::parse_sort_key(options.status.sort);
  const auto query = status_query(options);
  auto experiments = summarize(query);
  report::sort_experiments(experiments, key);
  if (options.json) put(report::status_json(experiments));
  else if (experiments.empty()) tool.say(why_empty(query));
  const auto legend = options.status.legend   ? report::Legend::All
                      : posix::is_terminal(1) ? report::Legend::Letters
                                              : report::Legend::None;
  const report::StatusView view{options.status.brief, output_width(), legend};
  if (!options.json)
    for (const auto& line : report::status_lines(experiments, view, tool.out_style())) put(line);
  return 0;
}

}  // namespace liftoff::tools
