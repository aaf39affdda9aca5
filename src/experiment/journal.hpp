#pragma once
// `.liftoff-journal`: what happened to an experiment's runs, in one file that can be followed.
//
// A first line "liftoff-journal\t1", then one line for each event, appended with one write:
//
//   <event> \t <Unix seconds> \t <attempt> \t <wall seconds or -> \t <run folder>
//
// Events: start, succeeded, crashed, requeued, rerun (what was told of the run's end no longer counts: somebody took
// its folder or its marker away to have it run again). Run folders are relative to the experiment's; `.` is the
// experiment folder itself. The journal is an index, not the truth: a `start` is appended before `.__start` is
// written, an end after its marker, so that every run that is not ended here is to be looked at and
// every run that is not mentioned was never started. Without the file (a tree of the original, or somebody
// removed it) the folders are read instead; it is made with the experiment and never made anew.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "experiment/run_ref.hpp"
#include "posix/result.hpp"

namespace liftoff::experiment {

inline constexpr std::string_view journal_header = "liftoff-journal\t1\n";

enum class JournalEvent { Start, Succeeded, Crashed, Requeued, Rerun };

struct JournalLine {
  JournalEvent event = JournalEvent::Start;
  double at = 0;  ///< Unix seconds
  int attempt = 1;
  double wall = 0;       ///< seconds; ends only
  std::string_view run;  ///< as RunRef has it: text() to write, parse() to read
};

std::string to_line(const JournalLine& line);
/// One line without its newline. False for one that makes no sense. `line.run` points into `text`.
bool parse_journal_line(std::string_view text, JournalLine& line);

/// Calls `use` for each whole line from `offset` on that makes sense; returns where the next line will begin.
/// What stands after the last newline is still being written. Errors: System.
std::uint64_t read_journal(int journal, std::uint64_t offset, const std::function<void(const JournalLine&)>& use);

/// Appends to the journal of an experiment folder. Where there is none, or no longer, nothing is written.
/// Fails where the system refused (disk full).
posix::Outcome append_to_journal(const posix::Fd& journal, const JournalLine& line);

/// Runs that the journal says have succeeded, and not been started since; none where there is no journal. Errors:
/// System.
std::unordered_set<RunRef> succeeded_runs(int experiment_folder);

/// Runs that the journal says were started or requeued and have not ended, in no order; nothing where there is no
/// journal. Errors: System.
std::optional<std::vector<RunRef>> unfinished_runs(int experiment_folder);

}  // namespace liftoff::experiment
