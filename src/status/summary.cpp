#include <liftoff/status.hpp>

#include "experiment/experiments.hpp"
#include "status/look.hpp"

namespace liftoff {

std::vector<ExperimentSummary> summarize(const StatusQuery& query) {
  std::vector<ExperimentSummary> summaries;
  const auto results = experiment::open_results(query.results_dir);
  if (!results) return summaries;
  experiment::Machine machine;
  for (const auto& ref : experiment::list_experiments(query.results_dir, {query.name, query.timestamp})) {
    auto look = status::look_at(results.get(), ref, query.rescan, machine);
    if (query.all || look.summary.alive) summaries.push_back(std::move(look.summary));
  }
  return summaries;
}

}  // namespace liftoff
