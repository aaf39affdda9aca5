#include "abort/abort.hpp"

#include <algorithm>
#include <csignal>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/abort_mark.hpp"
#include "experiment/journal.hpp"
#include "experiment/launchers.hpp"
#include "experiment/layout.hpp"
#include "experiment/run_folder.hpp"
#include "keeper/traces.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/lock.hpp"
#include "posix/own_process.hpp"
#include "posix/poll.hpp"
#include "posix/process_tree.hpp"
#include "resources/slots.hpp"

namespace liftoff::abort {

namespace {

using std::chrono::milliseconds;

/// What the folder says of one run that has not ended.
struct OpenRun {
  std::string run;
  experiment::AttemptStart attempt;
  bool locked = false;
  bool holder_proven = false;  ///< the recorded keeper has the record open, and locked where there are locks
};

std::optional<OpenRun> look_at(int experiment, const std::string& run) {
  const auto folder = experiment::open_run_folder(experiment, run == "." ? "" : run);
  if (!folder) return std::nullopt;
  const auto facts = experiment::read_run_facts(folder.get());
  const auto* last = facts.record.last();
  if (!last || facts.end || (last->end && !facts.locked)) return std::nullopt;
  OpenRun open{run == "." ? "" : run, last->start, facts.locked, false};
  const auto file = posix::info(folder.get(), experiment::names::record);
  const auto& keeper = last->start.keeper;
  open.holder_proven = (facts.locked || !keeper.locks) && keeper.host == posix::this_host() &&
                       posix::is_alive(keeper.process) && posix::has_open(keeper.process.pid, file.device, file.inode);
  return open;
}

/// Run folders of a tree without journal.
std::vector<std::string> walk_runs(int experiment) {
  std::vector<std::string> runs;
  const auto is_run = [&](const std::string& run) {
    return posix::info(experiment,
                       (run.empty() ? experiment::names::record : run + "/" + experiment::names::record).c_str())
               .kind == posix::FileKind::Regular;
  };
  const auto folders_in = [&](const std::string& path) {
    std::vector<std::string> folders;
    for (const auto& entry : posix::list_folder(experiment, path.c_str()).value_or(std::vector<posix::FolderEntry>{}))
      if (entry.kind == posix::FileKind::Directory && !entry.name.starts_with("."))
        folders.push_back(path == "." ? entry.name : path + "/" + entry.name);
    return folders;
  };
  if (is_run("")) runs.emplace_back();
  for (const auto& configuration : folders_in(".")) {
    if (is_run(configuration)) runs.push_back(configuration);
    for (const auto& run : folders_in(configuration))
      if (is_run(run)) runs.push_back(run);
  }
  return runs;
}

std::vector<OpenRun> open_runs(int experiment) {
  auto runs = experiment::unfinished_runs(experiment);
  std::vector<OpenRun> open;
  for (const auto& run : runs ? *runs : walk_runs(experiment))
    if (auto one = look_at(experiment, run)) open.push_back(std::move(*one));
  return open;
}

std::string first_line(int experiment, const char* name) {
  const auto text = posix::read_file(experiment, name).value_or("");
  return text.substr(0, text.find('\n'));
}

/// Programs that the original's launcher started: they carry its timestamp and pid as arguments.
posix::Belongs original_programs(int experiment) {
  const auto timestamp = first_line(experiment, experiment::names::timestamp),
             ppid = first_line(experiment, experiment::names::ppid);
  const bool ours = posix::info(experiment, experiment::names::journal).kind != posix::FileKind::None;
  if (ours || timestamp.empty() || ppid.empty()) return [](const posix::ProcessInfo&) { return false; };
  return [=, user = posix::effective_user()](const posix::ProcessInfo& info) {
    return info.owner == user && experiment::is_original_program(info.id.pid, timestamp, ppid);
  };
}

posix::Belongs programs_of_the_dead(int experiment, const std::vector<OpenRun>& runs) {
  std::vector<experiment::AttemptStart> dead;
  for (const auto& run : runs)
    if (!run.locked && !run.holder_proven) dead.push_back(run.attempt);
  return [traces = keeper::traces_of(dead), original = original_programs(experiment)](const posix::ProcessInfo& info) {
    return traces(info) || original(info);
  };
}

std::vector<posix::ProcessId> proven_launchers(int experiment) {
  std::vector<posix::ProcessId> proven;
  const auto folder = posix::open_folder(experiment, experiment::names::launchers);
  if (!folder) return proven;
  for (const auto& launcher : experiment::live_launchers(experiment)) {
    const auto name = fmt::format("{}-{}", launcher.process.pid, launcher.process.start_ticks);
    const auto file = posix::info(folder.get(), name.c_str());
    if (launcher.host == posix::this_host() && posix::is_alive(launcher.process) &&
        file.kind == posix::FileKind::Regular && posix::has_open(launcher.process.pid, file.device, file.inode))
      proven.push_back(launcher.process);
  }
  return proven;
}

bool contains(const std::vector<posix::ProcessId>& processes, const posix::ProcessId& process) {
  return std::find(processes.begin(), processes.end(), process) != processes.end();
}

bool is_out_of_reach(const OpenRun& run, bool keeper_without_record) {
  const auto& host = run.attempt.keeper.host;
  const auto& here = posix::this_host();
  if (host.host != here.host || (host.boot_id == here.boot_id && host.pid_namespace != here.pid_namespace)) return true;
  // A keeper that has only just taken the run is not on its record yet; the next look will find it.
  return run.locked && !keeper_without_record;
}

LiveParts live_parts(const experiment::ExperimentRef& experiment, int folder, const std::vector<OpenRun>& runs) {
  LiveParts parts;
  parts.experiment = experiment;
  parts.launchers = proven_launchers(folder);
  for (const auto& run : runs)
    if (run.holder_proven) parts.keepers.push_back(run.attempt.keeper.process);
  for (const auto& process : resources::slot_holders(folder))
    if (!contains(parts.keepers, process) && !contains(parts.launchers, process)) parts.idle_keepers.push_back(process);
  for (const auto& run : runs)
    if (!run.holder_proven && is_out_of_reach(run, !parts.idle_keepers.empty()))
      parts.elsewhere.push_back(run.attempt.keeper.host.host);
  for (const auto& info : posix::find_processes(programs_of_the_dead(folder, runs))) parts.programs.push_back(info.id);
  return parts;
}

/// Signals and waits; what is alive at the deadline is killed.
int end_each(const std::vector<posix::ProcessId>& processes, milliseconds limit,
             std::vector<posix::ProcessId>& survivors) {
  std::vector<std::pair<posix::ProcessId, posix::Fd>> watched;
  for (const auto& process : processes) {
    auto fd = posix::watch(process);
    if (!fd) continue;
    posix::signal_process(process, SIGTERM);
    posix::signal_process(process, SIGCONT);
    watched.emplace_back(process, std::move(fd));
  }
  const auto ends_by = [](const posix::Fd& fd, posix::MonotonicTime deadline) {
    posix::PollSet set;
    set.add(fd.get());
    return set.wait(deadline);
  };
  const auto deadline = posix::monotonic_now() + limit;
  for (const auto& [process, fd] : watched) {
    if (ends_by(fd, deadline)) continue;
    posix::signal_process(process, SIGKILL);
    if (!ends_by(fd, posix::monotonic_now() + milliseconds(5000))) survivors.push_back(process);
  }
  return static_cast<int>(watched.size());
}

/// Records the end of a run whose keeper is dead and whose programs were ended.
bool record_abort(int experiment, const OpenRun& run) {
  auto seized = experiment::seize_run(experiment, run.run);
  if (!seized || !std::holds_alternative<experiment::Lost>(seized->state)) return false;
  experiment::AttemptEnd end;
  end.attempt = run.attempt.attempt;
  end.ended = posix::unix_time();
  end.outcome = experiment::Outcome::Crashed;
  end.reason = experiment::Reason::Aborted;
  end.wall = std::max(0.0, end.ended - run.attempt.started);
  try {
    experiment::record_end(*seized, end);
    experiment::append_to_journal(posix::open_for_appending(experiment, experiment::names::journal),
                                  {experiment::JournalEvent::Crashed, end.ended, end.attempt, end.wall, run.run});
  } catch (const Error&) {
    return false;  // it stays lost, which is true as well
  }
  return true;
}

/// What kept the mark from being written; empty where it stands. A disk that is full takes an empty one, and a launch
/// that fills the disk must be ended even if there is no room for that.
std::string leave_mark(int experiment, milliseconds grace) {
  try {
    experiment::write_abort_mark(experiment, {grace});
    return {};
  } catch (const Error& error) {
    try {
      posix::create_file(experiment, experiment::names::abort, "");
      return {};
    } catch (const Error&) {
      return error.what();
    }
  }
}

}  // namespace

LiveParts find_live_parts(const experiment::ExperimentRef& experiment) {
  const auto folder = posix::open_folder(posix::here(), experiment.path.c_str());
  LiveParts none;
  none.experiment = experiment;
  if (!folder) return none;
  return live_parts(experiment, folder.get(), open_runs(folder.get()));
}

AbortReport abort_experiment(const experiment::ExperimentRef& experiment, milliseconds grace) {
  const auto folder =
      posix::open_folder(posix::here(), experiment.path.c_str()).or_fail("cannot open", experiment.path);
  constexpr milliseconds margin{5000};  // for a keeper to kill, to reap and to write after its grace
  AbortReport report;
  report.unmarked = leave_mark(folder.get(), grace);
  for (bool again = true; again;) {
    const auto runs = open_runs(folder.get());
    const auto parts = live_parts(experiment, folder.get(), runs);
    auto owners = parts.launchers;
    for (const auto* keepers : {&parts.keepers, &parts.idle_keepers})
      for (const auto& keeper : *keepers)
        if (!contains(owners, keeper)) owners.push_back(keeper);
    report.survivors.clear();
    report.elsewhere = parts.elsewhere;
    const int owners_ended = end_each(owners, grace + margin, report.survivors);
    const int owners_left = static_cast<int>(report.survivors.size());
    const auto tree = posix::end_processes(programs_of_the_dead(folder.get(), runs), grace);
    report.ended += owners_ended + tree.found;
    report.survivors.insert(report.survivors.end(), tree.survivors.begin(), tree.survivors.end());
    if (tree.survivors.empty())
      for (const auto& run : runs)
        if (!run.locked && record_abort(folder.get(), run)) ++report.recorded;
    again = owners_ended > owners_left || tree.found > static_cast<int>(tree.survivors.size());
  }
  return report;
}

}  // namespace liftoff::abort
