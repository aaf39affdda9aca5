#pragma once
// What a look at an experiment leaves for the next one. Only ever a cache: absent, damaged, stale or not
// writable, the answer is the same. Formats: src/status/README.md and src/results/README.md.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "posix/file.hpp"

namespace liftoff::experiment {

/// The experiment folder that a cache was made of: a copy of the folder is another one.
struct FolderIdentity {
  std::uint64_t inode = 0, device = 0;
  bool operator==(const FolderIdentity&) const = default;
};

/// A cache's content under two lines: its kind, version and a hash of all that follows, then the identity.
std::string seal_cache(std::string_view kind, const FolderIdentity& identity, std::string content);
/// Nothing where the text is damaged, of another kind or version, or made of another folder.
std::optional<std::string> unseal_cache(std::string_view kind, const FolderIdentity& identity, std::string text);

/// Where the cache of one kind lies: in the experiment's own folder, else in the user's cache folder.
class CacheFile {
 public:
  /// `name` is the file's; `kind` begins it, "liftoff-status-cache\t1", say.
  CacheFile(int experiment_folder, std::string name, std::string_view kind, posix::Readers readers);

  std::optional<std::string> load() const;
  /// Removes what load() would find, as far as that may be done.
  void discard() const;
  /// Makes the folder in the experiment, if there is none and it can be made. True where that changed the experiment.
  bool prepare() const;
  /// Does nothing where neither place can be written.
  void store(std::string content) const;
  /// By how much store() makes a content longer, at most.
  static constexpr std::size_t header_bytes = 128;

 private:
  std::string user_file() const;
  std::optional<std::string> load_from(int folder, const std::string& file) const;

  int folder_;
  std::string name_;
  std::string_view kind_;
  posix::Readers readers_;
  FolderIdentity identity_;
};

/// Whether a file or folder that was last changed at `changed_ns` can't have changed again since `looked_ns` without
/// that time telling: clocks of file systems are coarse.
bool is_settled(std::int64_t changed_ns, std::int64_t looked_ns);

}  // namespace liftoff::experiment
