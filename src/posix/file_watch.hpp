#pragma once
// Being told what happens to files (inotify).
#include <cstdint>
#include <string>
#include <vector>

#include "posix/result.hpp"

namespace liftoff::posix {

/// What may be watched for, as bits.
enum Happening : unsigned {
  Written = 1,   ///< content was added or changed
  Appeared = 2,  ///< an entry was made in the folder, or renamed into it
  Vanished = 4,  ///< an entry was removed or renamed away, or the watched thing itself is gone
  Closed = 8,    ///< somebody who could write closed it, or died
};

struct FileEvent {
  int watch = -1;     ///< what add() gave; -1: events were lost, anything may have happened
  unsigned what = 0;  ///< Happening bits
  std::string name;   ///< the entry, where a folder is watched
};

class FileWatch {
 public:
  /// The error where this user may have no more watchers.
  static Result<FileWatch> open() noexcept;
  int fd() const { return fd_.get(); }
  /// Watches an open file or folder. -1 where the system has no watch to give; the same number for the same file.
  int add(int file, unsigned happenings) noexcept;
  void remove(int watch) noexcept;
  /// What happened since; does not wait.
  std::vector<FileEvent> take();

 private:
  explicit FileWatch(Fd fd) noexcept : fd_(std::move(fd)) {}

  Fd fd_;
};

}  // namespace liftoff::posix
