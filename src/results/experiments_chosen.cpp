#include "results/experiments_chosen.hpp"

#include <algorithm>
#include <unordered_set>

#include <liftoff/error.hpp>

namespace liftoff::results {

namespace {

bool matches(const ExperimentChoice& choice, const experiment::ExperimentRef& ref) {
  if (choice.name && ref.name != *choice.name) return false;
  if (choice.timestamp && ref.timestamp != *choice.timestamp) return false;
  if (choice.timestamp_prefix && !ref.folder.starts_with(*choice.timestamp_prefix)) return false;
  return !choice.full_name || ref.folder == *choice.full_name;
}

/// Oldest first.
std::vector<experiment::ExperimentRef> choose_experiments(const ExperimentChoice& choice) {
  auto found = experiment::list_experiments(choice.results_dir);
  std::unordered_set<std::string> among;
  if (choice.among) among.insert(choice.among->begin(), choice.among->end());
  std::erase_if(found, [&](const experiment::ExperimentRef& ref) {
    return !matches(choice, ref) || (choice.among && !among.contains(ref.folder));
  });
  if (!choice.all && found.size() > 1) {
    experiment::put_launched_first(choice.results_dir, found);
    found.erase(found.begin() + 1, found.end());
  }
  std::reverse(found.begin(), found.end());
  return found;
}

}  // namespace

std::size_t for_each_experiment(const ExperimentChoice& choice, const Complaint& complain,
                                const std::function<void(const experiment::OpenExperiment&)>& use) {
  const auto experiments = choose_experiments(choice);
  for (const auto& ref : experiments) {
    std::optional<experiment::OpenExperiment> experiment;
    try {
      experiment = experiment::OpenExperiment::open(ref);
    } catch (const Error& error) {
      if (experiments.size() == 1) throw;
      complain(error.what());
    }
    if (experiment) use(*experiment);
  }
  return experiments.size();
}

}  // namespace liftoff::results
