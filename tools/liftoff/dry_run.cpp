#include "launch/dry_run.hpp"

#include <fmt/format.h>

#include "liftoff/verbs.hpp"
#include "report/launch_text.hpp"
#include "text/json_text.hpp"
#include "text/words.hpp"

namespace liftoff::tools {

namespace {

void print_run(const launch::DryRunLine& line) {
  fmt::print("{}  {}\n", report::printable(std::string(line.run.text())), report::printable(line.title));
}

void print_run_json(const launch::DryRunLine& line) {
  fmt::print("{{\"folder\":{},\"config\":{},\"title\":{}}}\n", text::json_quoted(line.run.relative()),
             text::json_quoted(line.file), text::json_quoted(line.title));
}

}  // namespace

int show_plan(const Tool& tool, const options::Options& options) {
  const auto plan = launch::dry_run(launch_request(options), options.json ? print_run_json : print_run,
                                    [&](const std::string& text) { tool.warn(text); });
  if (plan.resumed && !options.quiet) tool.say(report::began_text(*plan.resumed));
  for (const auto& note : plan.notes)
    if (!options.quiet) tool.say(report::printable(note));
  tool.say(fmt::format("{}: {}, {}, {} at once, of: {}", plan.name, text::counted(plan.configurations, "configuration"),
                       text::counted(plan.runs, "run"), plan.slots, plan.command));
  return 0;
}

}  // namespace liftoff::tools
