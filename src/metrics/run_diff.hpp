#pragma once
// In what two runs differ.
#include <optional>
#include <string>
#include <vector>

#include <liftoff/export.hpp>
#include <liftoff/value.hpp>

#include "metrics/read_metrics.hpp"
#include "results/run_walk.hpp"

namespace liftoff::metrics {

/// A run that a person names.
class NamedRun {
 public:
  /// `text` is the path of a folder, wherever that is (the experiment is found above it), or what find_run() knows
  /// within the first of `experiments` that has it. Errors: Usage, where it is no run; System.
  LIFTOFF_TOOLS_API NamedRun(const std::string& results_dir, const std::vector<experiment::ExperimentRef>& experiments,
                             const std::string& text);
  NamedRun(const NamedRun&) = delete;
  NamedRun& operator=(const NamedRun&) = delete;
  const results::FoundRun& run() const { return *run_; }
  const std::string& path() const { return path_; }  ///< as it was given, or below `results_dir`

 private:
  std::string path_;
  experiment::OpenExperiment experiment_;
  experiment::FolderListing listing_;
  std::optional<results::FoundRun> run_;
};

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
