#pragma once
// What the status cache holds. Format: src/status/README.md.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "status/marker_scan.hpp"
#include "status/tally.hpp"

namespace liftoff::status {

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
  FileStamp experiment, ppid;         ///< without a journal
  std::vector<WalkedFolder> folders;  ///< without a journal
};

/// The content of the cache; empty where it can't be written down (a name with a line feed).
std::string to_text(const CachedTally& cached);
/// Nothing where the text makes no sense.
std::optional<CachedTally> parse_cached_tally(std::string_view text);

}  // namespace liftoff::status
