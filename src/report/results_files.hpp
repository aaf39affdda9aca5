#pragma once
// The paths that `liftoff-results` prints.
#include <string>

#include <liftoff/results.hpp>

namespace liftoff::report {

enum class PathFormat { Lines, Zeros, Json };

/// Prints runs and their files on standard output as they come.
class FilePrinter {
 public:
  /// `runs_only`: the run folders instead of their files. On a terminal control characters are shown escaped.
  FilePrinter(PathFormat format, bool runs_only);

  void begin();
  void put(const RunResults& run);
  void end();
  std::size_t printed() const { return printed_; }  ///< paths

 private:
  void put_path(const std::string& path);
  void put_json(const RunResults& run);

  PathFormat format_;
  bool runs_only_, on_terminal_, first_ = true;
  std::size_t printed_ = 0;
};

}  // namespace liftoff::report
