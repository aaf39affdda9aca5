#pragma once
// The run folders of one experiment, one after the other, in the order in which people count.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "experiment/experiments.hpp"
#include "experiment/folder_cache.hpp"
#include "experiment/folder_listing.hpp"
#include "experiment/open_experiment.hpp"
#include "experiment/run_state.hpp"
#include "posix/fd.hpp"
#include "posix/folder_reader.hpp"
#include "results/complaint.hpp"
#include "results/run_config.hpp"

namespace liftoff::results {

/// What a cache knows of a run's folder, if there is one.
struct KnownFolder {
  experiment::FolderCache* cache = nullptr;
  experiment::CachedFolder* folder = nullptr;
};

/// One run folder. Valid while the walk stands at it.
class FoundRun {
 public:
  FoundRun(const experiment::OpenExperiment& experiment, std::string relative, const experiment::FolderListing& listing,
           posix::Opened folder, KnownFolder known = {});
  FoundRun(const FoundRun&) = delete;
  FoundRun& operator=(const FoundRun&) = delete;

  const experiment::OpenExperiment& experiment;
  const std::string relative;  ///< below the experiment's folder; "" for a single run

  /// What its folder held when it was last listed.
  const experiment::FolderListing& listing() const { return newer_ ? *newer_ : listing_; }
  /// Lists it once more. False where that can't be.
  bool list_again() const;
  /// The experiment's path and `relative`.
  std::string path() const;
  /// Its folder, opened when it is first asked for; invalid where it is gone.
  const posix::Opened& folder() const;
  /// Succeeded by its marker alone; otherwise the folder and the kernel are asked. If it has ended since it was listed,
  /// it is listed again, so that state and files belong together.
  experiment::RunState state() const;
  /// Its cfg.yaml, read when first asked for; nullptr where it can't be read, which is complained about once.
  const RunConfig* config(const Complaint& complain) const;
  /// The content of a file in it, nothing where it can't be read, which is complained about; so is one of more than
  /// `most` bytes. Links are not followed.
  std::optional<std::string> read(const std::string& file, std::uint64_t most, const Complaint& complain) const;
  /// Of a large file of lines the first one and the last MiB, else as read().
  std::optional<std::string> read_ends(const std::string& file, std::uint64_t most, const Complaint& complain) const;

 private:
  std::optional<RunConfig> read_config(const Complaint& complain) const;

  const experiment::FolderListing& listing_;
  mutable std::optional<experiment::FolderListing> newer_;
  KnownFolder known_;
  mutable posix::Opened folder_;
  mutable std::optional<RunConfig> config_;
  mutable bool config_read_ = false;
};

/// Lists an open folder. Links are not yet among files and folders.
posix::Result<experiment::FolderListing> read_listing(posix::FolderReader& reader, const posix::Fd& folder);
/// Puts links that lead to no folder among the files; `path` is where the folder lies.
void add_links(experiment::FolderListing& listing, const std::string& path);

/// Run folders lie at any depth down to the fourth level; below a run folder only in folders that are numbers.
/// What did not change since the last walk is not read again, unless `rescan`.
void for_each_run(const experiment::OpenExperiment& experiment, bool rescan, const Complaint& complain,
                  const std::function<void(const FoundRun&)>& use);

}  // namespace liftoff::results
