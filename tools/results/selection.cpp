#include "results/selection.hpp"

#include <algorithm>

#include <fmt/format.h>

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

std::string why_no_experiment(const RunQuery& query) {
  const auto names = known_names(query.results_dir);
  if (names.empty()) return fmt::format("there are no experiments in {}", query.results_dir);
  return fmt::format("no experiment{} in {}\nhint: there are {}", quoted_choice(query), query.results_dir,
                     fmt::join(names, ", "));
}

std::string why_no_run(const RunQuery& query, const SelectionOutcome& outcome) {
  if (outcome.runs == 0) return outcome.complaints > 0 ? "" : "no run has been started yet";
  for (std::size_t i = 0; i < query.where.size() && !outcome.keys.empty(); ++i) {
    if (outcome.known[i] > 0) continue;
    const auto condition = results::Condition::parse(query.where[i]);
    return fmt::format("--where '{}': no run has the key '{}'\nhint: {}", condition.text(),
                       fmt::join(condition.path(), "."), results::suggest_keys(condition, outcome.keys));
  }
  return fmt::format("no run of {} matches all conditions", outcome.runs);
}

}  // namespace

RunQuery run_query(const options::Options& options) {
  RunQuery query;
  query.results_dir = options.launch.results_dir;
  query.name = options.experiment;
  query.timestamp = options.timestamp;
  query.full_name = options.results.full_name;
  query.all = options.all;
  query.where = options.results.where;
  query.rescan = options.rescan;
  return query;
}

std::string why_nothing(const RunQuery& query, const SelectionOutcome& outcome) {
  return outcome.experiments == 0 ? why_no_experiment(query) : why_no_run(query, outcome);
}

void explain_nothing(const Tool& tool, const RunQuery& query, const SelectionOutcome& outcome) {
  if (const auto why = why_nothing(query, outcome); !why.empty()) tool.say(why);
}

results::Complaint complaint_of(const Tool& tool) {
  return [&tool](const std::string& text) { tool.warn(text); };
}

bool for_each_selected(const Tool& tool, const options::Options& options,
                       const std::function<void(const results::FoundRun&)>& use) {
  const auto query = run_query(options);
  const auto outcome = results::select_runs(query, complaint_of(tool), use);
  if (outcome.selected == 0) explain_nothing(tool, query, outcome);
  return outcome.selected > 0;
}

}  // namespace liftoff::tools
