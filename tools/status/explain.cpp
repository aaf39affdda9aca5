#include "status/explain.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "common/output.hpp"
#include "report/text_width.hpp"
#include "status/chosen.hpp"
#include "status/verbs.hpp"
#include "text/json_text.hpp"

namespace liftoff::tools {

namespace {

void put_json(const report::RunLine& line, const status::Explanation& explanation) {
  put(fmt::format("{{\"schema_version\":1,\"run\":{},\"reasons\":{},\"attempts\":{},\"remedies\":{}}}\n",
                  report::run_json(line), text::json_array(explanation.reasons, text::json_quoted),
                  text::json_array(explanation.attempts, text::json_quoted),
                  text::json_array(explanation.remedies, text::json_quoted)));
}

/// Whether the reasons say it, too: how it ended, or the last line of its output.
bool is_told(const failures::FailureCause& cause, const report::RunLine& line, const status::Explanation& explanation) {
  const auto has = [](const std::string& text, const std::string& part) { return text.find(part) != text.npos; };
  return has(cause.text, line.last_line) ||
         std::any_of(explanation.reasons.begin(), explanation.reasons.end(),
                     [&](const std::string& reason) { return has(reason, cause.text); });
}

void put_text(const report::RunLine& line, const status::Explanation& explanation, const report::Style& style) {
  put(fmt::format("{}: {}\n", report::one_line(line.path), style(report::tone_of_state(line.state), line.state)));
  for (const auto& reason : explanation.reasons) put("  " + report::one_line(reason) + "\n");
  if (line.cause && !is_told(*line.cause, line, explanation))
    put("  why: " + report::one_line(line.cause->text) + "\n");
  for (const auto& attempt : explanation.attempts) put("  " + style.dim(report::one_line(attempt)) + "\n");
  for (const auto& remedy : explanation.remedies)
    put(style(report::Tone::Cyan, "hint:") + " " + report::one_line(remedy) + "\n");
}

}  // namespace

int explain_run(const Tool& tool, const options::Options& options) {
  const auto [experiment, named] = open_run(options, options.status.explain);
  auto& machine = experiment.machine();
  const auto run = status::view_run(experiment, named, machine);
  const auto explanation = status::explain(experiment, run, options.rescan, machine);
  const auto line = line_of(experiment, run, machine.now());
  if (options.json) put_json(line, explanation);
  else put_text(line, explanation, tool.out_style());
  return 0;
}

}  // namespace liftoff::tools
