#pragma once
// A run that a person names.
#include <optional>
#include <string>
#include <vector>

#include <liftoff/export.hpp>

#include "experiment/experiments.hpp"
#include "experiment/folder_listing.hpp"
#include "experiment/open_experiment.hpp"
#include "results/run_walk.hpp"

namespace liftoff::metrics {

class NamedRun {
 public:
  /// `text` is what find_run() knows within `experiments`, or the path of a folder, wherever that is (the experiment is
  /// found above it). Errors: Usage, where it is no run; System.
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

}  // namespace liftoff::metrics
