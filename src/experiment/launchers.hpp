#pragma once
// `.liftoff-launchers/<pid>-<start_ticks>` in an experiment: one file for each launcher, locked while it lives, with
// one line {"v":1,"host":"box","boot_id":"…","pid_ns":1,"pid":7,"start_ticks":99,"started":1524936339.25}.
#include <string>
#include <vector>

#include "posix/fd.hpp"
#include "posix/process.hpp"

namespace liftoff::experiment {

/// Stands for this process in an experiment; goes with it.
class LauncherMark {
 public:
  /// Errors: System.
  explicit LauncherMark(int experiment);
  ~LauncherMark();
  LauncherMark(const LauncherMark&) = delete;
  LauncherMark& operator=(const LauncherMark&) = delete;
  int fd() const { return file_.get(); }

 private:
  posix::Fd folder_, file_;
  std::string name_;
};

/// A launcher, as it wrote itself down in `.liftoff-launchers`.
struct LauncherInfo {
  posix::HostIdentity host;
  posix::ProcessId process;
  double started = 0;  ///< Unix seconds
};
/// The launchers that hold their lock. One whose line can't be read has process.pid 0.
std::vector<LauncherInfo> live_launchers(int experiment_folder);

}  // namespace liftoff::experiment
