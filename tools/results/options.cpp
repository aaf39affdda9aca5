#include "results/options.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/settings.hpp"

namespace liftoff::tools {

namespace {

std::string quoted_choice(const ExperimentChoice& choice) {
  std::string text;
  if (choice.full_name) text += fmt::format(" '{}'", *choice.full_name);
  if (choice.name) text += fmt::format(" '{}'", *choice.name);
  if (choice.timestamp) text += fmt::format(" with timestamp {}", *choice.timestamp);
  return text;
}

/// The newest names, each once.
std::vector<std::string> known_names(const std::string& results_dir) {
  std::vector<std::string> names;
  for (const auto& experiment : list_experiments(results_dir))
    if (names.size() < 8 && std::find(names.begin(), names.end(), experiment.name) == names.end()) names.push_back(experiment.name);
  return names;
}

void explain_no_experiment(const Tool& tool, const ExperimentChoice& choice) {
  const auto names = known_names(choice.results_dir);
  if (names.empty()) return tool.say(fmt::format("there are no experiments in {}", choice.results_dir));
  tool.say(fmt::format("no experiment{} in {}\nhint: there are {}", quoted_choice(choice), choice.results_dir, fmt::join(names, ", ")));
}

void explain_no_run(const Tool& tool, const std::vector<Condition>& where, const SelectionOutcome& outcome) {
  if (outcome.runs == 0) return tool.say("no run has been started yet");
  for (std::size_t i = 0; i < where.size(); ++i) {
    if (i < outcome.known.size() && outcome.known[i]) continue;
    if (outcome.keys.empty()) continue;
    const auto key = fmt::format("{}", fmt::join(where[i].path(), "."));
    return tool.say(fmt::format("--where '{}': no run has the key '{}'\nhint: {}", where[i].text(), key, suggest_keys(where[i], outcome.keys)));
  }
  tool.say(fmt::format("none of {} runs satisfies all conditions", outcome.runs));
}

}  // namespace

ExperimentChoice completed(const Tool& tool, const SelectionOptions& options) {
  auto choice = options.experiments;
  Warnings warnings;
  const auto settings = load_settings(warnings);
  for (const auto& warning : warnings) tool.warn(warning);
  choice.results_dir = options.results_dir ? *options.results_dir : setting_text(settings, "results_dir").value_or(choice.results_dir);
  return choice;
}

void add_selection(CLI::App& app, SelectionOptions& options) {
  auto& choice = options.experiments;
  app.add_option("-e,--experiment", choice.name, "The newest experiment of this name")->option_text("NAME");
  app.add_option("-t,--timestamp", choice.timestamp, "The experiment of this timestamp")->option_text("TIMESTAMP");
  app.add_option("--full-name", choice.full_name, "The experiment in this folder (<timestamp>_<name>)")->option_text("FOLDER");
  app.add_flag("-a,--all-experiments", choice.all, "Every experiment that matches, not the newest alone");
  app.add_option("-d,--results-dir", options.results_dir, "Where experiments are")->option_text("DIR (./results)");
  app.add_option("--where", options.where, "Only runs whose configuration has it: KEY=VALUE, with = != < <= > >= or ~ (regex); repeatable")
      ->option_text("CONDITION ...");
  app.add_flag("--json", options.json, "One JSON object on standard output");
  app.add_flag("--rescan", options.rescan, "Trust no cache");
}

Complaint complaint_of(const Tool& tool) {
  return [&tool](const std::string& text) { tool.warn(text); };
}

bool for_each_selected(const Tool& tool, const SelectionOptions& options, const UseRun& use) {
  std::vector<Condition> where;
  for (const auto& text : options.where) where.push_back(Condition::parse(text));
  const auto choice = completed(tool, options);
  const auto experiments = choose_experiments(choice);
  if (experiments.empty()) return explain_no_experiment(tool, choice), false;
  SelectionOutcome outcome;
  for (const auto& experiment : experiments) select_runs(OpenExperiment::open(experiment), where, complaint_of(tool), use, outcome);
  if (outcome.selected == 0) explain_no_run(tool, where, outcome);
  return outcome.selected > 0;
}

}  // namespace liftoff::tools
