#include "results/select_runs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "results/deep_files.hpp"
#include "results/experiments_chosen.hpp"
#include "results/file_versions.hpp"
#include "text/nearest.hpp"
#include "text/words.hpp"

namespace liftoff::results {

namespace {

constexpr std::size_t most_suggestions = 12;

Verdict judge_both_readings(const Condition& condition, const RunConfig& config) {
  // A value matches if either reading does; so it differs only if both do.
  const auto undecided = condition.comparison() == Comparison::NotEqual ? Verdict::Holds : Verdict::Fails;
  return judge_readings(
      config, [&](const Map& reading) { return condition.judge(reading); },
      [&](Verdict verdict) { return verdict != undecided; });
}

bool satisfies(const RunConfig& config, const std::vector<Condition>& where, SelectionOutcome& outcome) {
  bool all = true;
  for (std::size_t i = 0; i < where.size(); ++i) {
    const auto verdict = judge_both_readings(where[i], config);
    if (verdict != Verdict::Missing) ++outcome.known[i];
    else if (outcome.keys.empty()) outcome.keys = key_paths(config.value);
    all = all && verdict == Verdict::Holds;
  }
  return all;
}

std::vector<Condition> parsed(const std::vector<std::string>& texts) {
  std::vector<Condition> conditions;
  for (const auto& text : texts) conditions.push_back(Condition::parse(text));
  return conditions;
}

}  // namespace

SelectionOutcome select_runs(const RunQuery& query, const Complaint& complain,
                             const std::function<void(const FoundRun&)>& use) {
  const auto where = parsed(query.where);
  SelectionOutcome outcome{0, 0, 0, 0, std::vector<std::size_t>(where.size()), {}};
  const Complaint count = [&](const std::string& text) {
    ++outcome.complaints;
    complain(text);
  };
  const auto judge = [&](const FoundRun& run) {
    ++outcome.runs;
    if (!where.empty()) {
      const auto* config = run.config(count);
      if (!config || !satisfies(*config, where, outcome)) return;
    }
    ++outcome.selected;
    use(run);
  };
  ExperimentChoice choice{query.results_dir, query.name, query.timestamp, {}, query.full_name, {}, query.all};
  outcome.experiments = for_each_experiment(choice, count, [&](const experiment::OpenExperiment& experiment) {
    for_each_run(experiment, query.rescan, count, judge);
  });
  return outcome;
}

}  // namespace liftoff::results

namespace liftoff {

SelectionOutcome for_each_result(const RunQuery& runs, const FileQuery& files,
                                 const std::function<void(const std::string&)>& complain,
                                 const std::function<void(const RunResults&)>& use) {
  const results::FileChoice choice{
      files.names, files.complete_only ? results::Versions::FinalOnly : results::Versions::Latest, true};
  return results::select_runs(runs, complain, [&](const results::FoundRun& run) {
    const auto& experiment = run.experiment.ref;
    std::string state(files.states ? experiment::name_of(run.state()) : "");
    use({run.path(), experiment.name, experiment.timestamp, std::move(state), results::chosen_files(run, choice)});
  });
}

}  // namespace liftoff

namespace liftoff::results {

std::string suggest_keys(const Condition& condition, const std::vector<std::string>& keys) {
  const auto& name = condition.path().back();
  std::vector<std::string> alike;
  std::copy_if(keys.begin(), keys.end(), std::back_inserter(alike), [&](const std::string& key) {
    return key.ends_with("." + name) && !key.starts_with("_experiment_parameters.");
  });
  if (alike.empty())
    if (auto one = text::nearest(fmt::format("{}", fmt::join(condition.path(), ".")), keys)) alike.push_back(*one);
  if (!alike.empty()) return fmt::format("did you mean {}?", fmt::join(alike, " or "));
  return fmt::format("keys are {}", text::some_of(keys, most_suggestions));
}

}  // namespace liftoff::results
