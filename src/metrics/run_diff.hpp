#pragma once
// In what two runs differ.
#include <optional>
#include <string>
#include <vector>

#include <liftoff/export.hpp>
#include <liftoff/value.hpp>

#include "results/run_walk.hpp"

namespace liftoff::metrics {

/// What one run has for a key; absent where it has no such thing.
struct Difference {
  std::string key;
  std::optional<Value> first, second;
};

struct RunDiff {
  std::vector<Difference> configuration;  ///< by dotted keys; out_dir and its kind aside
  std::vector<Difference> outcome;  ///< state, evidence, attempts, how, wall and cpu (seconds), max_rss (bytes), gpu
  std::vector<Difference> metrics;
  bool empty() const { return configuration.empty() && outcome.empty() && metrics.empty(); }
};

/// `files`: patterns of the files with metrics, as for the table.
LIFTOFF_TOOLS_API RunDiff diff_runs(const results::FoundRun& first, const results::FoundRun& second,
                                    const std::vector<std::string>& files, const results::Complaint& complain);

}  // namespace liftoff::metrics
