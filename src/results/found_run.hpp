#pragma once
// One run, met on a walk: what its folder holds and says.
#include <cstdint>
#include <optional>
#include <string>

#include "experiment/folder_cache.hpp"
#include "experiment/folder_listing.hpp"
#include "experiment/open_experiment.hpp"
#include "experiment/run_ref.hpp"
#include "experiment/run_state.hpp"
#include "posix/result.hpp"
#include "results/complaint.hpp"
#include "results/run_config.hpp"

namespace liftoff::results {

/// What a cache knows of a run's folder, if there is one.
struct KnownFolder {
  experiment::FolderCache* cache = nullptr;
  experiment::CachedFolder* folder = nullptr;
};

/// Of a file: the first 64 KiB and the last MiB, up to and from the end of a line.
struct FileEnds {
  std::string beginning, end;
};

/// One run folder. Valid while the walk stands at it.
class FoundRun {
 public:
  FoundRun(const experiment::OpenExperiment& experiment, experiment::RunRef run,
           const experiment::FolderListing& listing, posix::Opened folder, KnownFolder known = {});
  FoundRun(const FoundRun&) = delete;
  FoundRun& operator=(const FoundRun&) = delete;

  const experiment::OpenExperiment& experiment;
  const experiment::RunRef run;

  /// What its folder held when it was last listed.
  const experiment::FolderListing& listing() const { return newer_ ? *newer_ : listing_; }
  /// Lists it once more. False where that can't be.
  bool list_again() const;
  /// Its folder's path, which begins as the experiment's was given.
  std::string path() const;
  /// Its folder, opened when it is first asked for; invalid where it is gone.
  const posix::Opened& folder() const;
  /// Succeeded by its marker alone; otherwise the folder and the kernel are asked. If it has ended since it was listed,
  /// it is listed again, so that state and files belong together.
  experiment::RunState state() const;
  /// What its program was told, read when first asked for; nullptr where it can't be read, which is complained about
  /// once. The plan and the run's record say it, whatever the program has written over its cfg.yaml; that counts where
  /// they don't (trees of the original and of older versions).
  const RunConfig* config(const Complaint& complain) const;
  /// The content of a file in it, or below it ("logs/a.csv"), nothing where it can't be read, which is complained
  /// about; so is one of more than `most` bytes. Links are not followed.
  std::optional<std::string> read(const std::string& file, std::uint64_t most, const Complaint& complain) const;
  /// Of a large file of lines, whole ones both; nothing of one that is not large, or can't be read.
  std::optional<FileEnds> read_ends(const std::string& file) const;

 private:
  /// The folder that a file of the run lies in: its own, or one below, opened for this.
  struct Place {
    posix::Opened below;
    int folder = -1;   ///< -1: it can't be opened
    std::string name;  ///< in it
    posix::SystemError error;
  };
  Place place_of(const std::string& file) const;
  std::optional<RunConfig> read_config(const Complaint& complain) const;
  std::optional<std::string> planned_config() const;
  RunConfig parse_planned(const std::string& text) const;
  template <class Read> std::optional<std::string> cached(const char* source, const Read& read) const;

  const experiment::FolderListing& listing_;
  mutable std::optional<experiment::FolderListing> newer_;
  KnownFolder known_;
  mutable posix::Opened folder_;
  mutable std::optional<RunConfig> config_;
  mutable bool config_read_ = false;
};

}  // namespace liftoff::results
