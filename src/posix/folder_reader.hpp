#pragma once
// Reading many folders cheaply: one descriptor each, entries in place, one buffer for all.
#include <functional>
#include <string_view>
#include <vector>

#include "posix/file_info.hpp"
#include "posix/result.hpp"

namespace liftoff::posix {

/// Lists open folders with a buffer that is used again. One object for each thread.
class FolderReader {
 public:
  FolderReader();

  using Use = std::function<void(std::string_view name, FileKind kind)>;
  /// Calls `use` for each entry but `.` and `..`, in the folder's own order; `name` ends in a NUL and lives until `use`
  /// returns.
  Outcome read(const Fd& folder, const Use& use);

 private:
  std::vector<char> buffer_;
};

}  // namespace liftoff::posix
