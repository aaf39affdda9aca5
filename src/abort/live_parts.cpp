#include "abort/live_parts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "experiment/launchers.hpp"
#include "experiment/layout.hpp"
#include "experiment/original.hpp"
#include "keeper/traces.hpp"
#include "posix/folder.hpp"
#include "posix/own_process.hpp"
#include "resources/slots.hpp"

namespace liftoff::abort {

namespace {

/// Programs that the original's launcher started.
posix::Belongs original_programs(int experiment) {
  const bool ours = posix::info(experiment, experiment::names::journal).kind != posix::FileKind::None;
  const auto launch = ours ? std::nullopt : experiment::original_launch(experiment);
  if (!launch) return [](const posix::ProcessInfo&) { return false; };
  return [launch = *launch, user = posix::effective_user()](const posix::ProcessInfo& info) {
    return info.owner == user && experiment::is_original_program(info.id.pid, launch);
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

}  // namespace

posix::Belongs programs_of_the_dead(int experiment, const std::vector<OpenRun>& runs) {
  std::vector<experiment::AttemptStart> dead;
  for (const auto& run : runs)
    if (!run.locked && !run.holder_proven) dead.push_back(run.attempt);
  return [traces = keeper::traces_of(dead), original = original_programs(experiment)](const posix::ProcessInfo& info) {
    return traces(info) || original(info);
  };
}

LiveParts live_parts(const experiment::OpenExperiment& experiment, const std::vector<OpenRun>& runs) {
  const int folder = experiment.folder.get();
  LiveParts parts;
  parts.experiment = experiment.ref;
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

LiveParts find_live_parts(const experiment::ExperimentRef& experiment) {
  experiment::OpenExperiment opened;
  opened.ref = experiment;
  opened.folder = posix::open_folder(posix::here(), experiment.path.c_str());
  LiveParts none;
  none.experiment = experiment;
  return opened.folder ? live_parts(opened, open_runs(opened.folder.get())) : none;
}

}  // namespace liftoff::abort
