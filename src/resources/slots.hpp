#pragma once
// Slots: the right to run one process. `.liftoff-slots/<host>/` in the experiment holds a file for each: `proc-<i>` for
// each of --procs-no and `gpu-<id>-<k>` for each of --per-gpu. A slot is the lock of one proc file and, where GPUs are
// given, of one gpu file; keepers inherit it, so it is free the moment its keeper is gone. Several launchers on one
// host share them. A proc file holds its holder: {"v":1,"pid":7,"start_ticks":99,"pid_ns":4026531836}.
#include <optional>
#include <string>
#include <vector>

#include "posix/fd.hpp"
#include "posix/file_watch.hpp"
#include "posix/process.hpp"

namespace liftoff::resources {

struct GpuSlots {
  std::string gpu;
  int slots = 1;
};

/// Move-only; gives the slot back when it goes, unless a forked keeper still holds it.
struct Slot {
  int index = 0;
  std::optional<std::string> gpu;
  posix::Fd process_lock, gpu_lock;
  /// Writes this process down as the holder, so that others can wait for its end. Called by whoever acquires it and
  /// again by the keeper that it is handed to.
  void sign() const;
};

/// Processes of this host that hold a slot of the experiment and have it open: keepers, also between two runs.
std::vector<posix::ProcessId> slot_holders(int experiment);

class SlotPool {
 public:
  /// Makes the host's folder of slots where there is none. Errors: System. A file system without locks is none: locks()
  /// tells.
  SlotPool(int experiment, int processes, std::vector<GpuSlots> gpus);

  /// The lowest free process slot on the GPU with the fewest processes; nothing where all are taken. Errors: System.
  std::optional<Slot> try_acquire();
  /// Descriptors of which one is readable when it is worth trying again: a holder ended, or somebody took a slot,
  /// so that there is another to wait for, or a second has passed where a holder can't be watched (another container on
  /// this host). Ask for them anew after each.
  std::vector<int> watch();
  /// Whether try_acquire() might give a slot now. Asked after watch(): a holder that went between a try that failed
  /// and the watch wakes nobody.
  bool has_free() const;
  /// Whether locks work here, as far as slots were tried. If not, every process gets slot 0 and the first GPU; only
  /// this launcher's own count limits them.
  bool locks() const { return locks_; }
  /// Processes on each GPU right now, in the order given: whoever launched them.
  std::vector<int> load() const;
  /// The most slots that can be held at once.
  int size() const;

 private:
  struct Locked {
    posix::Fd fd;
    bool busy = false;
  };
  Locked try_file(const std::string& name);
  std::optional<std::pair<std::string, posix::Fd>> acquire_gpu();

  std::vector<posix::Fd> holders() const;

  posix::Fd folder_;
  std::optional<posix::FileWatch> changes_;  ///< made when first needed: closing a watch takes the kernel milliseconds
  std::vector<posix::Fd> holders_;
  int processes_;
  std::vector<GpuSlots> gpus_;
  bool locks_ = true;
};

}  // namespace liftoff::resources
