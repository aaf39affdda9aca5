#include "results/options.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "configs/settings.hpp"

namespace liftoff::tools {

namespace {

std::string quoted_choice(const RunQuery& query) {
  std::vector<std::string> wanted;
  if (query.full_name) wanted.push_back(fmt::format("in the folder '{}'", *query.full_name));
  if (query.name) wanted.push_back(fmt::format("named '{}'", *query.name));
  if (query.timestamp) wanted.push_back(fmt::format("with timestamp {}", *query.timestamp));
  return wanted.empty() ? "" : fmt::format(" {}", fmt::join(wanted, " and "));
}

/// The newest names, each once.
std::vector<std::string> known_names(const std::string& results_dir) {
  std::vector<std::string> names;
  for (const auto& experiment : experiment::list_experiments(results_dir))
    if (names.size() < 8 && std::find(names.begin(), names.end(), experiment.name) == names.end())
      names.push_back(experiment.name);
  return names;
}

void explain_no_experiment(const Tool& tool, const RunQuery& query) {
  const auto names = known_names(query.results_dir);
  if (names.empty()) return tool.say(fmt::format("there are no experiments in {}", query.results_dir));
  tool.say(fmt::format("no experiment{} in {}\nhint: there are {}", quoted_choice(query), query.results_dir,
                       fmt::join(names, ", ")));
}

void explain_no_run(const Tool& tool, const RunQuery& query, const SelectionOutcome& outcome) {
  if (outcome.runs == 0 && outcome.complaints > 0) return;  // that is why
  if (outcome.runs == 0) return tool.say("no run has been started yet");
  for (std::size_t i = 0; i < query.where.size() && !outcome.keys.empty(); ++i) {
    if (outcome.known[i] > 0) continue;
    const auto condition = results::Condition::parse(query.where[i]);
    return tool.say(fmt::format("--where '{}': no run has the key '{}'\nhint: {}", condition.text(),
                                fmt::join(condition.path(), "."), results::suggest_keys(condition, outcome.keys)));
  }
  tool.say(fmt::format("none of {} runs satisfies all conditions", outcome.runs));
}

}  // namespace

RunQuery completed(const Tool& tool, const SelectionOptions& options) {
  auto query = options.runs;
  Warnings warnings;
  const auto settings = configs::load_settings(warnings);
  for (const auto& warning : warnings) tool.warn(warning);
  query.results_dir = options.results_dir ? *options.results_dir
                                          : configs::setting_text(settings, "results_dir").value_or(query.results_dir);
  return query;
}

void add_experiment(CLI::App& app, SelectionOptions& options) {
  app.add_option("-e,--experiment", options.runs.name, "The newest experiment of this name")->option_text("NAME");
  app.add_option("-t,--timestamp", options.runs.timestamp, "The experiment of this timestamp")
      ->option_text("TIMESTAMP");
  app.add_option("-d,--results-dir", options.results_dir, "Where experiments are")->option_text("DIR (./results)");
}

void add_selection(CLI::App& app, SelectionOptions& options) {
  auto& runs = options.runs;
  add_experiment(app, options);
  app.add_option("--full-name", runs.full_name, "The experiment in this folder (<timestamp>_<name>)")
      ->option_text("FOLDER");
  app.add_flag("-a,--all-experiments", runs.all, "Every experiment that matches, not the newest alone");
  // Added to, since it may stand in front of a form and behind it.
  app.add_option_function<std::vector<std::string>>(
         "--where",
         [&runs](const std::vector<std::string>& more) {
           runs.where.insert(runs.where.end(), more.begin(), more.end());
         },
         "Only runs whose configuration has it: KEY=VALUE, with = != < <= > >= or ~ (regex); repeatable")
      ->option_text("CONDITION ...");
  app.add_flag("--json", options.json, "One JSON object on standard output");
  app.add_flag("--rescan", runs.rescan, "Trust no cache");
}

void explain_nothing(const Tool& tool, const RunQuery& query, const SelectionOutcome& outcome) {
  if (outcome.experiments == 0) explain_no_experiment(tool, query);
  else explain_no_run(tool, query, outcome);
}

results::Complaint complaint_of(const Tool& tool) {
  return [&tool](const std::string& text) { tool.warn(text); };
}

bool for_each_selected(const Tool& tool, const SelectionOptions& options,
                       const std::function<void(const results::FoundRun&)>& use) {
  const auto query = completed(tool, options);
  const auto outcome = results::select_runs(query, complaint_of(tool), use);
  if (outcome.selected == 0) explain_nothing(tool, query, outcome);
  return outcome.selected > 0;
}

}  // namespace liftoff::tools
