#include "status/chosen.hpp"

#include "failures/printed.hpp"

namespace liftoff::tools {

namespace {

void add_attempt(report::RunLine& line, const experiment::Attempt& attempt) {
  line.attempt = attempt.start.attempt;
  line.gpu = attempt.start.gpu.value_or("");
  line.host = attempt.start.keeper.host.host;
  if (!attempt.end) return;
  line.reason = experiment::describe(*attempt.end);
  line.exit_code = attempt.end->exit_code;
  line.signal = attempt.end->signal;
  line.max_rss = attempt.end->max_rss;
}

/// In the words of the launch.
std::optional<failures::FailureCause> cause_of_crash(const experiment::OpenExperiment& experiment,
                                                     const status::RunView& run) {
  if (!std::holds_alternative<experiment::Crashed>(run.state)) return std::nullopt;
  const auto* attempt = run.record.last();
  return failures::cause_of_run(experiment.folder.get(), run.run, attempt ? attempt->end : std::nullopt);
}

}  // namespace

StatusQuery status_query(const options::Options& options) {
  return {options.launch.results_dir, options.experiment, options.timestamp, options.all, options.rescan};
}

std::vector<experiment::ExperimentRef> matching(const options::Options& options) {
  return experiment::list_launched_first(options.launch.results_dir, {options.experiment, options.timestamp});
}

std::pair<experiment::OpenExperiment, experiment::RunRef> open_run(const options::Options& options,
                                                                   const std::string& text) {
  const auto results = experiment::open_results(options.launch.results_dir);
  const auto found = experiment::find_run(results.get(), matching(options), text);
  return {experiment::OpenExperiment::open(found.experiment), found.run};
}

report::RunLine line_of(const experiment::OpenExperiment& experiment, const status::RunView& run, double now) {
  report::RunLine line;
  line.state = experiment::name_of(run.state);
  line.path = run.path;
  line.configuration = run.configuration;
  line.run_id = run.run_id;
  line.started = run.started;
  line.ended = run.ended;
  line.seconds = run.seconds(now);
  line.problem = run.problem;
  if (const auto* attempt = run.record.last()) add_attempt(line, *attempt);
  if (const auto* running = std::get_if<experiment::Running>(&run.state)) line.verified = running->verified;
  if (const auto* lost = std::get_if<experiment::Lost>(&run.state)) line.evidence = lost->evidence;
  line.last_line = status::last_output_line(experiment, run);
  line.cause = cause_of_crash(experiment, run);
  return line;
}

}  // namespace liftoff::tools
