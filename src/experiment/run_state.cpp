#include "experiment/run_state.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"
#include "posix/lock.hpp"

namespace liftoff::experiment {

namespace {

/// The first line of a marker; 0 for one that was damaged, nothing where there is none.
std::optional<std::int64_t> marker_time(int folder, const char* name) {
  try {
    const auto text = posix::read_file(folder, name);
    if (!text) return std::nullopt;
    std::int64_t time = 0;
    std::from_chars(text->data(), text->data() + text->size(), time);
    return time;
  } catch (const Error&) {
    return posix::info(folder, name).kind == posix::FileKind::Regular ? std::optional<std::int64_t>(0) : std::nullopt;
  }
}

RunState judge_recorded_end(const AttemptEnd& end, std::optional<std::int64_t> started) {
  const auto ended = static_cast<std::int64_t>(end.ended);
  switch (end.outcome) {
    case Outcome::Succeeded: return Succeeded{started, ended};
    case Outcome::Crashed: return Crashed{started, ended};
    case Outcome::Requeued: break;
  }
  return Waiting{};
}

RunState judge_keeper(const AttemptStart& attempt, const RunFacts& facts, const posix::HostIdentity& here) {
  const auto started = *facts.start;
  const auto& keeper = attempt.keeper;
  if (keeper.host.host != here.host) return Running{started, false};
  if (keeper.host.boot_id != here.boot_id) return Lost{started, "the machine was restarted since"};
  if (keeper.host.pid_namespace != here.pid_namespace) return Running{started, false};
  if (!keeper.locks && facts.keeper_alive) return Running{started, true};
  return Lost{started, fmt::format("its keeper (process {}) is gone", keeper.process.pid)};
}

RunState judge_original(const RunFacts& facts, std::int64_t boot) {
  const auto started = *facts.start;
  if (started < boot) return Lost{started, "the machine was restarted since"};
  if (facts.program_seen) return Running{started, true};
  return Lost{started, "no process of it is left"};
}

}  // namespace

std::string_view name_of(const RunState& state) {
  constexpr std::array<std::string_view, 5> texts{"waiting", "running", "succeeded", "crashed", "lost"};
  return texts.at(state.index());
}

RunState judge(const RunFacts& facts, const posix::HostIdentity& here, std::int64_t boot) {
  if (facts.end) return Succeeded{facts.start, *facts.end};
  const auto* attempt = facts.record.last();
  if (facts.locked && facts.start) return Running{*facts.start, true};
  if (attempt && attempt->end) return judge_recorded_end(*attempt->end, facts.start);
  if (facts.crash) return Crashed{facts.start, *facts.crash};
  if (!facts.start) return Waiting{};
  return attempt ? judge_keeper(attempt->start, facts, here) : judge_original(facts, boot);
}

RunFacts read_run_facts(int run_folder) {
  RunFacts facts;
  facts.leaf = posix::info(run_folder, names::leaf).kind == posix::FileKind::Regular;
  facts.end = marker_time(run_folder, names::end);
  facts.start = marker_time(run_folder, names::start);
  if (!facts.end) facts.crash = marker_time(run_folder, names::crash);
  // The lock is asked first: an end that is recorded after it was seen held is no contradiction.
  facts.locked = posix::is_locked(run_folder, names::record);
  try {
    if (const auto text = posix::read_file(run_folder, names::record)) facts.record = parse_run_record(*text);
  } catch (const Error&) {
    return facts;
  }
  if (facts.locked) return facts;
  // It may have ended between the look at the markers and the look at the lock.
  if (!facts.end) facts.end = marker_time(run_folder, names::end);
  if (!facts.end && !facts.crash) facts.crash = marker_time(run_folder, names::crash);
  if (const auto* attempt = facts.record.last(); attempt && !attempt->end)
    facts.keeper_alive = posix::is_alive(attempt->start.keeper.process);
  return facts;
}

RunState read_run_state(int run_folder, bool program_seen) {
  auto facts = read_run_facts(run_folder);
  facts.program_seen = program_seen;
  static const auto boot = posix::boot_time();
  return judge(facts, posix::this_host(), boot);
}

bool is_original_program(int pid, std::string_view timestamp, std::string_view ppid) {
  const auto arguments = posix::command_line(pid);
  const auto follows = [&](std::string_view flag, std::string_view value) {
    const auto it = std::find(arguments->begin(), arguments->end(), flag);
    return it != arguments->end() && it + 1 != arguments->end() && *(it + 1) == value;
  };
  return arguments && follows("--timestamp", timestamp) && follows("--ppid", ppid);
}

bool original_program_runs(std::string_view timestamp, std::string_view ppid) {
  const auto pids = posix::all_processes();
  return std::any_of(pids.begin(), pids.end(), [&](int pid) { return is_original_program(pid, timestamp, ppid); });
}

}  // namespace liftoff::experiment
