#pragma once
// The process that owns runs from start to recorded end.
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "experiment/plan.hpp"
#include "experiment/run_folder.hpp"
#include "keeper/messages.hpp"
#include "posix/fd.hpp"
#include "posix/signals.hpp"

namespace liftoff::keeper {

/// All runs of one launch have this in common. Keepers inherit it by fork.
struct KeeperContext {
  const experiment::Plan* plan = nullptr;
  int experiment = -1;          ///< folder descriptor
  posix::Fd journal;            ///< invalid where there is none
  std::string experiment_path;  ///< results folder as given, "/", name: what programs are told
  std::int64_t timestamp = 0;
  int launcher = 0;                      ///< pid, for --ppid
  std::vector<std::string> command;      ///< program and its leading arguments
  std::vector<std::string> environment;  ///< of every run
  std::optional<std::chrono::milliseconds> timeout;
  std::chrono::milliseconds grace{10'000};  ///< between TERM and KILL
  bool keep_children = false;
  bool detached = true;             ///< output to files, in a session of the keeper's own
  bool exclusive_terminal = false;  ///< the program shares the launcher's process group and its terminal
  experiment::ClaimOptions claim;
  int launcher_mark = -1;  ///< the launcher's lock; keepers close their copy, or they would hold it
};

struct SlotPlace {
  int index = 0;
  std::optional<std::string> gpu;
};

/// Keeps one run: claims it, starts its program, waits, ends what it left behind, records the end. Returns when
/// the end is on disk, however long that takes. `signals` must deliver SIGCHLD, SIGTERM, SIGINT and SIGHUP.
/// A first SIGTERM (SIGINT, SIGHUP) ends the run; `stop` tells the caller that one came.
RunReport keep_run(const KeeperContext& context, const SlotPlace& slot, RunOrder order, posix::SignalSource& signals,
                   std::optional<int>& stop);

/// The life of a keeper process: run after run, as ordered over `socket`, until the launcher is gone or wants no
/// more. Never returns.
[[noreturn]] void serve(const KeeperContext& context, const SlotPlace& slot, int socket);

}  // namespace liftoff::keeper
