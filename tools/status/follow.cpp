#include <fmt/format.h>

#include "common/output.hpp"
#include "posix/clock.hpp"
#include "report/text_width.hpp"
#include "status/chosen.hpp"
#include "status/follow_run.hpp"
#include "status/verbs.hpp"
#include "text/json_text.hpp"

namespace liftoff::tools {

namespace {

void say_end(const Tool& tool, const report::RunLine& line, bool any_output) {
  const auto run = report::one_line(line.path);
  if (line.state == "waiting") return tool.say(run + " is waiting, and no launcher is alive to start it");
  tool.say(
      fmt::format("{} {}{}{}{}", run, line.state, line.reason.empty() ? "" : ": ", report::one_line(line.reason),
                  any_output ? "" : " (it left no output in files; a run in the foreground writes to its terminal)"));
}

}  // namespace

int follow_run(const Tool& tool, const options::Options& options) {
  const auto [experiment, named] = open_run(options, options.status.follow);
  bool any = false, within_a_line = false;
  const auto sink = [&](std::string_view stream, std::string_view bytes) {
    any = true;
    within_a_line = !bytes.ends_with('\n');
    if (options.json) put(fmt::format("{{\"stream\":\"{}\",\"text\":{}}}\n", stream, text::json_quoted(bytes)));
    else put(bytes);
    flush();
  };
  const auto run = status::follow_run(experiment, named, options.status.tail, sink);
  if (within_a_line && !options.json) put("\n");
  flush();
  const auto line = line_of(experiment, run, posix::unix_time());
  if (options.json) put(fmt::format("{{\"ended\":{}}}\n", report::run_json(line)));
  else say_end(tool, line, any);
  return 0;
}

}  // namespace liftoff::tools
