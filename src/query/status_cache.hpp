#pragma once
// What a look at an experiment leaves for the next one. Only ever a cache: absent, damaged, stale or
// not writable, the answer is the same. Format: "Status" in src/README.md.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/run_tally.hpp"
#include "query/tree_walk.hpp"

namespace liftoff {

/// Which file a look was made of: a number that changes when it does.
struct FileStamp {
  std::uint64_t inode = 0;
  std::int64_t modified_ns = 0;
  bool operator==(const FileStamp&) const = default;
};

struct PlanStamp {
  int parts = 0;
  FileStamp last;
  std::int64_t runs = -1;  ///< planned; -1: no plan that can be read
};

struct CachedTally {
  RunTally tally;
  PlanStamp plan;
  bool from_journal = false;
  std::uint64_t journal_inode = 0, journal_offset = 0;
  FileStamp experiment, ppid;           ///< without a journal
  std::vector<WalkedFolder> folders;    ///< without a journal
};

std::string to_text(const CachedTally& cached, const FileStamp& identity);
/// Nothing where the text is damaged, of another version, or made of another folder.
std::optional<CachedTally> parse_cached_tally(std::string_view text, const FileStamp& identity);

/// Where a cache of this experiment may lie: in its own folder, else in the user's cache folder.
class StatusCache {
 public:
  explicit StatusCache(int experiment_folder);
  std::optional<CachedTally> load() const;
  /// Makes the folder in the experiment, if there is none and it can be made. True where that changed the experiment.
  bool prepare() const;
  /// Does nothing where neither place can be written.
  void store(const CachedTally& cached) const;

 private:
  int folder_;
  FileStamp identity_;  // device in place of the time
};

}  // namespace liftoff
