#pragma once
// What a run is, derived from its folder and the kernel alone.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <liftoff/export.hpp>

#include "experiment/run_record.hpp"

namespace liftoff::experiment {

/// Times are Unix seconds.
struct Waiting {};
struct Running {
  std::int64_t started = 0;
  bool verified = true;  ///< false: on another host or in another pid namespace, which can't be asked
};
struct Succeeded {
  std::optional<std::int64_t> started;
  std::int64_t ended = 0;
};
struct Crashed {
  std::optional<std::int64_t> started;
  std::int64_t ended = 0;
};
struct Lost {
  std::int64_t started = 0;
  std::string evidence;  ///< "its keeper (process 7) is gone", …
};
struct Unrecorded {};  ///< a script made its folder that was run by hand: nothing tells what became of it
using RunState = std::variant<Waiting, Running, Succeeded, Crashed, Lost, Unrecorded>;

/// "waiting", "running", "succeeded", "crashed", "lost", "unrecorded".
LIFTOFF_TOOLS_API std::string_view name_of(const RunState& state);

/// What a run folder and the kernel say, before it is judged.
struct RunFacts {
  bool leaf = false;                              ///< `.__leaf` is there
  bool unrecorded = false;                        ///< cfg.yaml is, and nothing that liftoff puts beside it
  std::optional<std::int64_t> start, end, crash;  ///< the markers' times; 0 where a marker holds no number
  RunRecord record;
  bool locked = false;                  ///< somebody holds the lock of `.liftoff-run`
  bool keeper_alive = false;            ///< the recorded keeper's process exists; asked only where it can be
  std::optional<std::int64_t> in_hand;  ///< since when a keeper has it in hand; asked only where its record is gone
  bool program_seen = false;            ///< trees of the original: a process with its --timestamp and --ppid exists
};

/// The one place that decides. Pure. `here` is the asking machine, `boot` when it started (Unix seconds).
RunState judge(const RunFacts& facts, const posix::HostIdentity& here, std::int64_t boot);

}  // namespace liftoff::experiment
