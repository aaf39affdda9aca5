#pragma once
// `.liftoff-launchers/<pid>-<start_ticks>` in an experiment: one file for each launcher, locked while it lives, with
// one line {"v":1,"host":"box","boot_id":"…","pid_ns":1,"pid":7,"start_ticks":99,"started":1524936339.25,
// "slots":4}.
#include <cstdint>
#include <string>
#include <vector>

#include "posix/fd.hpp"
#include "posix/process.hpp"

namespace liftoff::experiment {

/// Stands for this process in an experiment; goes with it.
class LauncherMark {
 public:
  /// `slots`: how many runs it makes at once. Errors: System.
  LauncherMark(int experiment, int slots);
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
  int slots = 0;       ///< runs at once; 0 where earlier versions did not say it
};
/// The launchers that hold their lock. One whose line can't be read has process.pid 0.
std::vector<LauncherInfo> live_launchers(int experiment_folder);
/// For who asks again and again how many have written themselves down and are not known to have gone. Nobody's lock is
/// asked for.
class LauncherCount {
 public:
  std::size_t seen(int experiment_folder) noexcept;

 private:
  std::int64_t changed_ns_ = -1;  ///< of the folder, when it was counted; -1: too short a time after that
  std::size_t count_ = 0;
};
/// How many runs they make at once: those on one host share its slots. 0 where it is not known.
std::int64_t slots_of(const std::vector<LauncherInfo>& launchers);

}  // namespace liftoff::experiment
