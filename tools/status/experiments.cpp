#include "common/output.hpp"
#include "posix/clock.hpp"
#include "posix/file_info.hpp"
#include "posix/terminal.hpp"
#include "report/status_json.hpp"
#include "report/status_sort.hpp"
#include "report/status_table.hpp"
#include "status/chosen.hpp"
#include "status/verbs.hpp"

namespace liftoff::tools {

namespace {

void say_why_empty(const Tool& tool, const StatusQuery& query) {
  if (posix::info_followed(query.results_dir).kind == posix::FileKind::None)
    tool.say("there is no results folder " + query.results_dir);
  else if (query.all) tool.say(query.name || query.timestamp ? "no such experiment" : "no experiments");
  else tool.say("nothing is running; -a shows all experiments");
}

}  // namespace

int show_experiments(const Tool& tool, const options::Options& options) {
  const auto key = report::parse_sort_key(options.status.sort);
  const auto query = status_query(options);
  auto experiments = summarize(query);
  report::sort_experiments(experiments, key);
  if (options.json) put(report::status_json(experiments));
  else if (experiments.empty()) say_why_empty(tool, query);
  const report::StatusView view{options.status.brief, output_width(), posix::is_terminal(1), posix::unix_time()};
  if (!options.json)
    for (const auto& line : report::status_lines(experiments, view, tool.out_style())) put(line);
  return 0;
}

}  // namespace liftoff::tools
