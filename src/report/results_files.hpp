#pragma once
// The paths that `liftoff-results` prints.
#include <functional>
#include <string>
#include <string_view>

#include <liftoff/export.hpp>
#include <liftoff/results.hpp>

namespace liftoff::report {

enum class PathFormat { Lines, Zeros, Json };

/// Prints runs and their files as they come.
class FilePrinter {
 public:
  using Put = std::function<void(std::string_view)>;

  /// `runs_only`: the run folders instead of their files. On a terminal control characters are shown escaped. `put`
  /// gets what goes to standard output.
  LIFTOFF_TOOLS_API FilePrinter(PathFormat format, bool runs_only, Put put);

  LIFTOFF_TOOLS_API void put(const RunResults& run);
  /// After the last run.
  LIFTOFF_TOOLS_API void end();
  std::size_t printed() const { return printed_; }  ///< paths

 private:
  void put_path(const std::string& path);
  void put_json(const RunResults& run);

  PathFormat format_;
  bool runs_only_, on_terminal_, first_ = true;
  Put put_;
  std::size_t printed_ = 0;
};

}  // namespace liftoff::report
