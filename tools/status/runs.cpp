#include <algorithm>
#include <array>
#include <cstdio>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "common/output.hpp"
#include "experiment/find_run.hpp"
#include "posix/clock.hpp"
#include "posix/folder.hpp"
#include "report/run_lines.hpp"
#include "report/text_width.hpp"
#include "status/explain.hpp"
#include "status/follow_run.hpp"
#include "status/options.hpp"
#include "text/json_text.hpp"

namespace liftoff::tools {

namespace {

struct Opened {
  posix::Fd results;
  std::vector<experiment::ExperimentRef> experiments;  ///< matching, newest first
};

Opened open_matching(const StatusQuery& query) {
  return {experiment::open_results(query.results_dir),
          experiment::list_experiments(query.results_dir, {query.name, query.timestamp})};
}

posix::Fd open_experiment(const Opened& opened, const experiment::ExperimentRef& experiment) {
  return posix::open_folder(opened.results.get(), experiment.folder.c_str()).or_fail("cannot open", experiment.path);
}

void take_attempt(report::RunLine& line, const experiment::Attempt& attempt) {
  line.attempt = attempt.start.attempt;
  line.gpu = attempt.start.gpu.value_or("");
  line.host = attempt.start.keeper.host.host;
  if (!attempt.end) return;
  line.reason = experiment::describe(*attempt.end);
  line.exit_code = attempt.end->exit_code;
  line.signal = attempt.end->signal;
  line.max_rss = attempt.end->max_rss;
}

report::RunLine line_of(int folder, const status::RunView& run, double now) {
  report::RunLine line;
  line.state = experiment::name_of(run.state);
  line.path = run.path;
  line.configuration = run.configuration;
  line.run_id = run.run_id;
  line.started = run.started;
  line.ended = run.ended;
  line.seconds = run.seconds(now);
  line.problem = run.problem;
  if (const auto* attempt = run.record.last()) take_attempt(line, *attempt);
  if (const auto* running = std::get_if<experiment::Running>(&run.state)) line.verified = running->verified;
  if (const auto* lost = std::get_if<experiment::Lost>(&run.state)) line.evidence = lost->evidence;
  line.last_line = status::last_output_line(folder, run);
  return line;
}

void check_state(const std::string& state) {
  constexpr std::array<std::string_view, 5> states{"waiting", "running", "succeeded", "crashed", "lost"};
  if (state.empty() || std::find(states.begin(), states.end(), state) != states.end()) return;
  throw usage_error(fmt::format("there is no state '{}'", state),
                    "the states are waiting, running, succeeded, crashed, lost");
}

std::string list_json(const std::vector<std::string>& texts) {
  std::string list = "[";
  for (const auto& text : texts) {
    if (list.size() > 1) list += ',';
    list += text::json_quoted(text);
  }
  return list += ']';
}

}  // namespace

int show_runs(const StatusOptions& options, const report::Style& style) {
  check_state(options.state);
  const auto opened = open_matching(options.query);
  if (opened.experiments.empty()) {
    if (options.json) put("{\"schema_version\":1,\"experiment\":null,\"runs\":[]}\n");
    else
      fmt::print(stderr, "liftoff-status: there is no such experiment in {}\n",
                 report::one_line(options.query.results_dir));
    return 0;
  }
  const auto& experiment = opened.experiments.front();
  const auto folder = open_experiment(opened, experiment);
  experiment::Machine machine;
  std::vector<report::RunLine> runs;
  status::for_each_run(folder.get(), experiment, options.state, machine,
                       [&](const status::RunView& run) { runs.push_back(line_of(folder.get(), run, machine.now())); });
  if (options.json) {
    put(report::runs_json(experiment.path, runs));
    return 0;
  }
  for (const auto& line : report::run_lines(runs, output_width(), machine.now(), style)) put(line);
  return 0;
}

int explain_run(const StatusOptions& options, const report::Style& style) {
  const auto opened = open_matching(options.query);
  const auto found = experiment::find_run(opened.results.get(), opened.experiments, options.explain);
  const auto folder = open_experiment(opened, found.experiment);
  experiment::Machine machine;
  const auto run = status::view_run(folder.get(), found.experiment, found.run, machine);
  const auto explanation = status::explain(folder.get(), found.experiment, run, machine);
  const auto line = line_of(folder.get(), run, machine.now());
  if (options.json) {
    put(fmt::format("{{\"schema_version\":1,\"run\":{},\"reasons\":{},\"attempts\":{},\"remedies\":{}}}\n",
                    report::run_json(line), list_json(explanation.reasons), list_json(explanation.attempts),
                    list_json(explanation.remedies)));
    return 0;
  }
  put(fmt::format("{}: {}\n", report::one_line(run.path), style(report::tone_of_state(line.state), line.state)));
  for (const auto& reason : explanation.reasons) put("  " + report::one_line(reason) + "\n");
  for (const auto& attempt : explanation.attempts) put("  " + style.dim(report::one_line(attempt)) + "\n");
  for (const auto& remedy : explanation.remedies)
    put(style(report::Tone::Cyan, "hint:") + " " + report::one_line(remedy) + "\n");
  return 0;
}

int follow_run(const StatusOptions& options, const report::Style&) {
  const auto opened = open_matching(options.query);
  const auto found = experiment::find_run(opened.results.get(), opened.experiments, options.follow);
  const auto folder = open_experiment(opened, found.experiment);
  bool any = false;
  const auto run = liftoff::status::follow_run(
      folder.get(), found.experiment, found.run, [&](std::string_view stream, std::string_view bytes) {
        any = true;
        if (options.json) put(fmt::format("{{\"stream\":\"{}\",\"text\":{}}}\n", stream, text::json_quoted(bytes)));
        else put(std::string(bytes));
        std::fflush(stdout);
      });
  const auto line = line_of(folder.get(), run, posix::unix_time());
  if (options.json) put(fmt::format("{{\"ended\":{}}}\n", report::run_json(line)));
  else if (line.state == "waiting")
    fmt::print(stderr, "liftoff-status: {} is waiting, and no launcher is alive to start it\n",
               report::one_line(run.path));
  else
    fmt::print(stderr, "liftoff-status: {} {}{}{}{}\n", report::one_line(run.path), line.state,
               line.reason.empty() ? "" : ": ", report::one_line(line.reason),
               any ? "" : " (it left no output in files; a run in the foreground writes to its terminal)");
  return 0;
}

}  // namespace liftoff::tools
