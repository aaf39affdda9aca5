#pragma once
// `.liftoff-run`: who keeps a run and how each of its attempts ended.
//
// JSON Lines, appended to with one write a line; the keeper holds an open file description lock on
// the file for as long as it keeps the run. A last line without its newline was never finished and
// is ignored; unknown members are too. Format version 1 (member "v" of start lines):
//
//   {"v":1,"attempt":1,"host":"box","boot_id":"…","pid_ns":4026531836,"pid":7,"start_ticks":99,
//    "locks":true,"token":"<32 hex>","gpu":"0","slot":0,"started":1524936339.25,
//    "plan_part":1,"plan_place":3,"commit":"1f2e3d4@main-dirty"}
//   {"attempt":1,"ended":1524936344.5,"outcome":"crashed","reason":"signal","exit_code":null,"signal":11,
//    "wall":5.25,"user":4.0,"system":0.5,"max_rss":10485760,"detail":""}
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <liftoff/export.hpp>

#include "experiment/plan_place.hpp"
#include "posix/process.hpp"

namespace liftoff::experiment {

/// The process that owns a run, as it wrote itself down.
struct KeeperIdentity {
  posix::HostIdentity host;
  posix::ProcessId process;
  bool locks = true;  ///< whether the file system took its lock; if not, only the process can be asked
};

struct AttemptStart {
  int attempt = 1;
  KeeperIdentity keeper;
  std::string token;               ///< LIFTOFF_TOKEN in the environment of all that the attempt started
  std::optional<std::string> gpu;  ///< as passed on in CUDA_VISIBLE_DEVICES
  int slot = 0;
  double started = 0;  ///< Unix seconds
  /// The configuration that it runs, as the plan had it then; absent in older records.
  std::optional<PlanPlace> planned = std::nullopt;
  std::optional<std::string> commit = std::nullopt;  ///< of the code, as configurations have it; absent outside of git
};

enum class Outcome { Succeeded, Crashed, Requeued };
enum class Reason {
  Exit,         ///< the program exited; exit_code says with what
  Signal,       ///< a signal ended it
  Timeout,      ///< it ran over --timeout and was ended
  Aborted,      ///< liftoff-abort ended it
  Terminated,   ///< its keeper was told to stop (a shutdown, say)
  CannotStart,  ///< it could not be started; `detail` says why
  Unrecorded,   ///< its end can't be written down, as `detail` says: only ever in a keeper's report
};

struct AttemptEnd {
  int attempt = 1;
  double ended = 0;  ///< Unix seconds
  Outcome outcome = Outcome::Succeeded;
  Reason reason = Reason::Exit;
  std::optional<int> exit_code;
  std::optional<int> signal;
  double wall = 0, user = 0, system = 0;  ///< seconds
  std::int64_t max_rss = 0;               ///< bytes, of the largest single process
  std::string detail;                     ///< why it could not be started, or what of it could not be ended
};

struct Attempt {
  AttemptStart start;
  std::optional<AttemptEnd> end;
};

/// Attempts in the order in which they started. Empty for runs of the original.
struct RunRecord {
  std::vector<Attempt> attempts;
  const Attempt* last() const { return attempts.empty() ? nullptr : &attempts.back(); }
};

std::string_view to_text(Outcome outcome);
std::string_view to_text(Reason reason);

/// One line each, newline included.
std::string to_line(const AttemptStart& start);
std::string to_line(const AttemptEnd& end);
/// The line of an attempt's end. Nothing where it is none, or not whole.
std::optional<AttemptEnd> parse_attempt_end(std::string_view line);
/// Never fails: lines that make no sense are passed over.
RunRecord parse_run_record(std::string_view text);

/// "exit code 3", "signal 11 (SIGSEGV)", "timed out; nothing could end trainer (process 7)", …: how an attempt ended,
/// for people.
LIFTOFF_TOOLS_API std::string describe(const AttemptEnd& end);

}  // namespace liftoff::experiment
