#pragma once
// Which code a run runs: the commit of its working directory, asked anew where that may have changed.
#include <cstdint>
#include <optional>
#include <string>

#include "posix/clock.hpp"

namespace liftoff::keeper {

/// One state of a file: of the script.
struct FileState {
  std::uint64_t inode = 0;
  std::int64_t changed_ns = 0;  ///< since the epoch; 0: there is no such file
  bool operator==(const FileState&) const = default;
};
FileState state_of(const std::string& path);

/// The code as the launcher found it.
struct LaunchedCode {
  std::string script;                 ///< absolute; empty where it is no file
  FileState state;                    ///< the script's
  std::optional<std::string> commit;  ///< "<7 hex>@<branch>", "-dirty" behind it; nothing outside of git
  bool operator==(const LaunchedCode&) const = default;
};
LaunchedCode look_at_code(const std::string& directory, const std::string& script);

/// Asks git again for a run that starts after the script changed, and now and then: so seldom that it takes no more
/// than a hundredth of the time.
class Code {
 public:
  /// `directory`: absolute, of the working tree.
  Code(std::string directory, LaunchedCode launched);
  const std::optional<std::string>& commit();

 private:
  std::string directory_;
  LaunchedCode code_;
  posix::MonotonicTime next_look_;
};

}  // namespace liftoff::keeper
