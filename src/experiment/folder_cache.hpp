#pragma once
// The folders of an experiment as they were last read: what each holds, and its cfg.yaml. Read again is what the file
// system says has changed. Format: src/results/README.md.
#include <cstdint>
#include <deque>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "experiment/cache_file.hpp"
#include "experiment/folder_listing.hpp"
#include "posix/file_info.hpp"

namespace liftoff::experiment {

/// One folder. Texts lie in the cache that gave it.
struct CachedFolder {
  /// Which state of a file was read; inode 0: none.
  struct Stamp {
    std::uint64_t inode = 0;
    std::int64_t changed_ns = 0;
    bool operator==(const Stamp&) const = default;
  };
  std::string_view relative;               ///< below the experiment's folder
  std::string_view markers;                ///< of "lsecr": leaf, start, end, crash, record
  std::string_view files, folders, links;  ///< names, `/` between them
  std::string_view config;                 ///< content of cfg.yaml, where `config_stamp` says that it was read
  Stamp stamp, config_stamp;
};

/// The content of the cache file. Reading gives nothing where the text makes no sense.
std::string to_text(const CachedFolder& folder);
std::optional<std::vector<CachedFolder>> parse_cached_folders(std::string_view text);

FolderListing listing_of(const CachedFolder& folder);

/// For one walk over one experiment.
class FolderCache {
 public:
  /// `rescan`: nothing is recalled, and what there is on disk is removed. `now_ns`: Unix time before the walk.
  FolderCache(int experiment_folder, bool rescan, std::int64_t now_ns);
  FolderCache(const FolderCache&) = delete;
  FolderCache& operator=(const FolderCache&) = delete;

  /// The folder at `relative`, if it is known as it is `now`; nullptr otherwise. Each folder is asked for once a walk.
  CachedFolder* recall(const std::string& relative, const posix::FileInfo& now);
  /// What was read of a folder that was not known; `before` is how it was before that.
  CachedFolder* keep(const std::string& relative, const posix::FileInfo& before, const FolderListing& listing);
  /// The same for a folder's cfg.yaml.
  std::optional<std::string_view> recall_config(const CachedFolder& folder, const posix::FileInfo& now) const;
  void keep_config(CachedFolder& folder, const posix::FileInfo& before, std::string_view text);

  /// To be called at the end of a whole walk. Writes the folders that it met, if enough of them were new.
  void store() const;

 private:
  bool has_room(std::size_t bytes, std::size_t most) const;
  std::string_view own(std::string_view text);

  CacheFile file_;
  std::int64_t now_ns_;
  std::string text_;  ///< as it was loaded
  std::vector<CachedFolder> loaded_;
  std::unordered_map<std::string_view, std::size_t> by_path_;  ///< into loaded_
  std::pmr::monotonic_buffer_resource own_;                    ///< texts that were not loaded
  std::deque<CachedFolder> read_;
  std::vector<const CachedFolder*> met_;
  std::size_t new_parts_ = 0, new_bytes_ = 0, recalled_bytes_ = 0;
};

}  // namespace liftoff::experiment
