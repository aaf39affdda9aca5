#pragma once
// The steps by which a run's folder changes. Keepers take them, liftoff-abort takes the last ones for a
// dead keeper. After each step the folder describes the run correctly, whatever dies next.
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "experiment/run_record.hpp"
#include "experiment/run_ref.hpp"
#include "experiment/run_state.hpp"
#include "posix/result.hpp"

namespace liftoff::experiment {

/// A run in hand: its folder, and its record with the lock on it. Letting go of it frees the run.
struct ClaimedRun {
  posix::Fd folder;
  posix::Fd record;
  bool locks = true;      ///< whether the file system took the lock
  bool fresh = false;     ///< nobody had it before
  bool whole = false;     ///< the record's last line is known to be whole
  RunRecord earlier;      ///< attempts so far
  RunState state;         ///< as it was found: never Succeeded, never Running
  int attempt = 1;        ///< number of the attempt to come
  bool restored = false;  ///< the folder was made again after the program had taken it away
};

enum class ClaimRefusal {
  Busy,       ///< somebody keeps it, or may do so where we can't look
  Succeeded,  ///< nothing left to do
};

struct ClaimOptions {
  std::string assume_dead;     ///< a host whose runs are taken for lost; empty: none
  bool original_runs = false;  ///< a tree of the original of which programs are alive
  bool shared = false;         ///< keepers of an earlier launcher may be at work
  bool operator==(const ClaimOptions&) const = default;
};

/// Takes a run of an experiment. Missing folders are made; links in place of folders are refused. Errors: System.
std::variant<ClaimedRun, ClaimRefusal> claim_run(int experiment, const RunRef& run, const ClaimOptions& options);

/// Writes the attempt down and leaves everything ready for the program: the earlier attempt's markers gone, its
/// output renamed (out.<n>, err.<n>; only where this one is `detached`: else it has no such files, and what is
/// called so is the program's), cfg.yaml and `.__leaf` written. False where another process has the attempt already.
/// Errors: System.
bool begin_attempt(ClaimedRun& run, const AttemptStart& start, std::string_view config, bool detached);
/// Writes `.__start`. Errors: System.
void mark_started(const ClaimedRun& run, double when);

/// Records how the attempt ended, then its marker. May be called again after an Error (System): what was written
/// is not written twice.
void record_end(ClaimedRun& run, const AttemptEnd& end);
/// Whether record_end() has written it to the record, with or without its marker.
bool is_recorded(const ClaimedRun& run, const AttemptEnd& end);

/// Takes the lock of a run whose keeper is gone, for liftoff-abort; nothing where somebody holds it or there is
/// no such run.
std::optional<ClaimedRun> seize_run(int experiment, const RunRef& run);

/// Opens an existing run folder below an experiment without following links.
posix::Opened open_run_folder(int experiment, const RunRef& run) noexcept;

}  // namespace liftoff::experiment
