#include "query/select_runs.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace liftoff {

namespace {

constexpr std::size_t most_suggestions = 12;

Verdict judge_both_readings(const Condition& condition, const RunConfig& config) {
  const auto verdict = condition.judge(config.value);
  if (verdict != Verdict::Fails || !config.as_pyyaml) return verdict;
  return condition.judge(*config.as_pyyaml);
}

}  // namespace

bool satisfies(const RunConfig& config, const std::vector<Condition>& where, SelectionOutcome& outcome) {
  outcome.known.resize(where.size(), false);
  bool all = true;
  for (std::size_t i = 0; i < where.size(); ++i) {
    const auto verdict = judge_both_readings(where[i], config);
    if (verdict != Verdict::Missing) outcome.known[i] = true;
    else if (outcome.keys.empty()) outcome.keys = key_paths(config.value);
    all = all && verdict == Verdict::Holds;
  }
  return all;
}

void select_runs(const OpenExperiment& experiment, const std::vector<Condition>& where, const Complaint& complain,
                 const std::function<void(const FoundRun&)>& use, SelectionOutcome& outcome, ListingMemory* memory) {
  const auto judge = [&](const FoundRun& run) {
    ++outcome.runs;
    if (!where.empty()) {
      const auto* config = run.config(complain);
      if (!config || !satisfies(*config, where, outcome)) return;
    }
    ++outcome.selected;
    use(run);
  };
  for_each_run(experiment, complain, judge, memory);
}

std::string suggest_keys(const Condition& condition, const std::vector<std::string>& keys) {
  const auto& name = condition.path().back();
  std::vector<std::string> alike;
  std::copy_if(keys.begin(), keys.end(), std::back_inserter(alike), [&](const std::string& key) {
    return key.ends_with("." + name) && !key.starts_with("_experiment_parameters.");
  });
  if (!alike.empty()) return fmt::format("did you mean {}?", fmt::join(alike, " or "));
  if (keys.size() <= most_suggestions) return fmt::format("keys are {}", fmt::join(keys, ", "));
  return fmt::format("keys are {}, … ({} in all)", fmt::join(keys.begin(), keys.begin() + most_suggestions, ", "), keys.size());
}

}  // namespace liftoff
