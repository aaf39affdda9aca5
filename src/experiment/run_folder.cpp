#include "experiment/run_folder.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "experiment/run_facts.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"
#include "posix/lock.hpp"
#include "posix/open_below.hpp"
#include "text/whole_number.hpp"

namespace liftoff::experiment {

namespace {

std::string marker_line(double time) { return fmt::format("{}\n", text::whole_number(time)); }

void append_line(ClaimedRun& run, const std::string& line) {
  // A line that was cut short by a full disk or a crash must not swallow this one.
  const bool cut = !std::exchange(run.whole, false) && posix::ends_within_a_line(run.record.get());
  posix::write_all(run.record.get(), cut ? "\n" + line : line).or_fail("cannot write", names::record);
  run.whole = true;
}

/// Errors: System, also for a record of a size that no attempts make.
RunRecord read_record(const posix::Fd& record) {
  const auto size = posix::info(record.get()).size;
  if (static_cast<std::uint64_t>(size) > posix::longest_text)
    throw system_error(fmt::format("{} has {} bytes: nothing that liftoff wrote is so long", names::record, size),
                       "move the file away to have the run made again");
  return parse_run_record(posix::read_at(record.get(), 0, static_cast<std::size_t>(size)));
}

/// Under the lock: what there is to claim, as if the lock were free.
RunState state_under_lock(const ClaimedRun& run, const ClaimOptions& options) {
  auto facts = read_run_facts(run.folder.get());
  facts.locked = false;
  facts.program_seen = options.original_runs;
  if (const auto* last = facts.record.last(); last && !last->end && facts.start) {
    const auto& host = last->start.keeper.host.host;
    if (!options.assume_dead.empty() && host == options.assume_dead)
      return Lost{*facts.start, "its host was declared dead"};
  }
  return judge(facts, posix::this_host(), posix::boot_time());
}

/// An end that was recorded but whose marker was never written: its keeper died in between.
void repair_markers(ClaimedRun& run, const RunState& state) {
  const auto* last = run.earlier.last();
  if (!last || !last->end) return;
  if (std::holds_alternative<Succeeded>(state) &&
      posix::info(run.folder.get(), names::end).kind == posix::FileKind::None)
    posix::publish_file(run.folder.get(), names::end, marker_line(last->end->ended));
}

std::string attempt_file(int attempt) { return fmt::format(".liftoff-attempt-{}", attempt); }

/// An attempt that was written down but whose program was never started is taken up under its number. Without a
/// start marker it may also be one that ran: then the next one's file is there, made before the marker was removed.
int next_attempt(int folder, const Attempt& last, const RunState& state) {
  const int next = last.start.attempt + 1;
  if (last.end || !std::holds_alternative<Waiting>(state)) return next;
  return posix::info(folder, attempt_file(next).c_str()).kind != posix::FileKind::None ? next : last.start.attempt;
}

/// Renames what earlier attempts printed. An attempt that is taken up had that done; what it left was never written to.
void put_output_aside(const ClaimedRun& run, int attempt) {
  const int folder = run.folder.get();
  const auto* last = run.earlier.last();
  const bool taken_up = last && last->start.attempt == attempt;
  for (const char* name : {"out", "err"}) {
    if (posix::info(folder, name).kind == posix::FileKind::None) continue;
    if (taken_up) {
      posix::remove_file(folder, name);
      continue;
    }
    auto aside = fmt::format("{}.{}", name, attempt - 1);
    while (!posix::rename_new(folder, name, aside.c_str())) aside += '~';  // the program has a file of that name
  }
}

/// Where no lock can be had, which may pass ("No locks available"): whether the keeper on the record lives.
bool is_kept_here(const RunRecord& record) {
  const auto* last = record.last();
  return last && !last->end && last->start.keeper.host == posix::this_host() &&
         posix::is_alive(last->start.keeper.process);
}

std::variant<ClaimedRun, ClaimRefusal> claim_existing(ClaimedRun run, bool created, const ClaimOptions& options) {
  const auto lock = posix::try_lock(run.record.get());
  if (lock == posix::Lock::Busy) return ClaimRefusal::Busy;
  run.locks = lock == posix::Lock::Held;
  run.fresh = created && posix::info(run.folder.get(), names::leaf).kind == posix::FileKind::None;
  if (run.fresh) return run;
  run.earlier = read_record(run.record);
  if (!run.locks && is_kept_here(run.earlier)) return ClaimRefusal::Busy;
  run.state = state_under_lock(run, options);
  if (std::holds_alternative<Running>(run.state)) return ClaimRefusal::Busy;
  if (std::holds_alternative<Succeeded>(run.state)) {
    repair_markers(run, run.state);
    return ClaimRefusal::Succeeded;
  }
  if (const auto* last = run.earlier.last()) run.attempt = next_attempt(run.folder.get(), *last, run.state);
  else if (!std::holds_alternative<Waiting>(run.state)) run.attempt = 2;  // the original started it once
  return run;
}

}  // namespace

std::variant<ClaimedRun, ClaimRefusal> claim_run(int experiment, const RunRef& ref, const ClaimOptions& options) {
  ClaimedRun run;
  run.folder = posix::make_folder_below(experiment, ref.relative());
  const bool created = posix::create_file(run.folder.get(), names::record, "");
  run.record =
      posix::open_for_appending(run.folder.get(), names::record).or_fail("cannot open", ref.file(names::record));
  return claim_existing(std::move(run), created, options);
}

bool begin_attempt(ClaimedRun& run, const AttemptStart& start, std::string_view config, bool detached) {
  const int folder = run.folder.get();
  const auto line = to_line(start);
  // Without locks this exclusive file alone keeps two keepers from one attempt; under the lock one that is
  // there already was left by a keeper that died right here.
  if (start.attempt > 1 || !run.locks) {
    const bool ours = posix::create_file(folder, attempt_file(start.attempt).c_str(), line);
    if (!ours && !run.locks) return false;
  }
  if (start.attempt > 1) {
    posix::remove_file(folder, names::start);
    posix::remove_file(folder, names::crash);
  }
  if (!run.fresh) {
    if (detached) put_output_aside(run, start.attempt);
    posix::publish_file(folder, names::config, config);
  } else if (!posix::create_file(folder, names::config, config)) {
    posix::publish_file(folder, names::config, config);
  }
  append_line(run, line);
  posix::create_file(folder, names::leaf, "");
  return true;
}

void mark_started(const ClaimedRun& run, double when) {
  posix::publish_file(run.folder.get(), names::start, marker_line(when));
}

bool is_recorded(const ClaimedRun& run, const AttemptEnd& end) {
  const auto* last = run.earlier.last();
  return last && last->end && last->end->attempt == end.attempt;
}

void record_end(ClaimedRun& run, const AttemptEnd& end) {
  if (!is_recorded(run, end)) {
    append_line(run, to_line(end));
    run.earlier.attempts.push_back({AttemptStart{}, end});
  }
  const int folder = run.folder.get();
  if (end.outcome == Outcome::Succeeded) posix::publish_file(folder, names::end, marker_line(end.ended));
  else if (end.outcome == Outcome::Crashed) posix::publish_file(folder, names::crash, marker_line(end.ended));
  else posix::remove_file(folder, names::start);
}

std::optional<ClaimedRun> seize_run(int experiment, const RunRef& ref) {
  ClaimedRun run;
  run.folder = open_run_folder(experiment, ref);
  if (!run.folder) return std::nullopt;
  run.record = posix::open_for_appending(run.folder.get(), names::record);
  if (!run.record) return std::nullopt;
  const auto lock = posix::try_lock(run.record.get());
  if (lock == posix::Lock::Busy) return std::nullopt;
  run.locks = lock == posix::Lock::Held;
  run.earlier = read_record(run.record);
  run.state = state_under_lock(run, {});
  return run;
}

posix::Opened open_run_folder(int experiment, const RunRef& run) noexcept {
  return posix::open_folder_below(experiment, std::string(run.text()));
}

}  // namespace liftoff::experiment
