#pragma once
// The run folders of one experiment, one after the other, in the order in which people count.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "experiment/experiments.hpp"
#include "experiment/run_state.hpp"
#include "posix/fd.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "query/complaint.hpp"
#include "query/folder_cache.hpp"
#include "query/folder_listing.hpp"
#include "query/run_config.hpp"

namespace liftoff {

/// An experiment that is being read.
struct OpenExperiment {
  ExperimentRef ref;
  posix::Fd folder;
  /// Errors: System, where it can't be opened.
  static OpenExperiment open(const ExperimentRef& ref);
  /// Whether a program of the original's launcher is alive; asked once.
  bool original_runs() const;

 private:
  mutable std::optional<bool> original_runs_;
};

/// What a cache knows of a run's folder, if there is one.
struct KnownFolder {
  FolderCache* cache = nullptr;
  CachedFolder* folder = nullptr;
};

/// One run folder. Valid while the walk stands at it.
class FoundRun {
 public:
  FoundRun(const OpenExperiment& experiment, std::string relative, const FolderListing& listing, posix::Fd folder, KnownFolder known = {});

  const OpenExperiment& experiment;
  const std::string relative;  ///< below the experiment's folder; "" for a single run
  const FolderListing& listing;

  /// The experiment's path and `relative`.
  std::string path() const;
  /// Its folder, opened when it is first asked for; invalid where it is gone.
  const posix::Fd& folder() const;
  /// Succeeded by its marker alone; otherwise the folder and the kernel are asked.
  RunState state() const;
  /// Its cfg.yaml, read when first asked for; nullptr where it can't be read, which is complained about once.
  const RunConfig* config(const Complaint& complain) const;
  /// The content of a file in it, nothing where it can't be read, which is complained about. Links are not followed.
  std::optional<std::string> read(const std::string& file, const Complaint& complain) const;

 private:
  std::optional<RunConfig> read_config(const Complaint& complain) const;

  KnownFolder known_;
  mutable posix::Fd folder_;
  mutable std::optional<RunConfig> config_;
  mutable bool config_read_ = false;
};

/// Lists an open folder; nothing where it can't be read (errno is kept). `path` is where it is.
std::optional<FolderListing> read_listing(posix::FolderReader& reader, const posix::Fd& folder, const std::string& path);

/// Run folders lie at any depth down to the fourth level; below a run folder only in folders that are numbers.
/// What did not change since the last walk is not read again, unless `rescan`.
void for_each_run(const OpenExperiment& experiment, bool rescan, const Complaint& complain, const std::function<void(const FoundRun&)>& use);

}  // namespace liftoff
