#include "abort/live_parts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/launchers.hpp"
#include "experiment/layout.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/own_process.hpp"
#include "resources/slots.hpp"

namespace liftoff::abort {

namespace {

using OriginalOf = std::function<std::optional<experiment::OriginalProgram>(int pid)>;

posix::Belongs programs_of_original(int folder, OriginalOf original_of) {
  const bool ours = posix::info(folder, experiment::names::journal).kind != posix::FileKind::None;
  const auto launch = ours ? std::nullopt : experiment::original_launch(folder);
  if (!launch) return [](const posix::ProcessInfo&) { return false; };
  const auto owner = posix::info(folder, experiment::names::ppid).owner;
  return [folder, owner, launch = *launch, original_of = std::move(original_of)](const posix::ProcessInfo& info) {
    const auto program = info.owner == owner ? original_of(info.id.pid) : std::nullopt;
    return program && program->launch == launch && experiment::works_in(info.id.pid, *program, folder);
  };
}

bool contains(const std::vector<posix::ProcessId>& processes, const posix::ProcessId& process) {
  return std::find(processes.begin(), processes.end(), process) != processes.end();
}

void add_user(LiveParts& parts, const posix::ProcessId& process) {
  if (const auto info = posix::process_info(process.pid)) parts.users.insert(posix::user_name(info->owner));
}

void add_launchers(LiveParts& parts, int experiment) {
  const auto folder = posix::open_folder(experiment, experiment::names::launchers);
  const auto entries = folder ? posix::list_folder(folder.get(), ".") : folder.error();
  if (!entries) return add_blind(parts.blind, experiment::names::launchers, entries.error());
  for (const auto& entry : *entries)
    if (const auto file = posix::open_for_reading(folder.get(), entry.name.c_str()); !file)
      add_blind(parts.blind, fmt::format("{}/{}", experiment::names::launchers, entry.name), file.error());
  for (const auto& launcher : experiment::live_launchers(experiment)) {
    const auto name = fmt::format("{}-{}", launcher.process.pid, launcher.process.start_ticks);
    const auto file = posix::open_for_reading(folder.get(), name.c_str());
    if (!file || !(launcher.host == posix::this_host()) || !posix::is_alive(launcher.process)) continue;
    const auto opened = posix::has_open(launcher.process.pid, file.get());
    if (!opened) add_user(parts, launcher.process);
    else if (*opened) parts.launchers.push_back(launcher.process);
  }
}

void add_idle_keepers(LiveParts& parts, int experiment) {
  if (const auto slots = posix::open_folder(experiment, experiment::names::slots); !slots)
    add_blind(parts.blind, experiment::names::slots, slots.error());
  for (const auto& process : resources::slot_holders(experiment))
    if (!contains(parts.keepers, process) && !contains(parts.launchers, process)) parts.idle_keepers.push_back(process);
}

bool is_elsewhere(const posix::HostIdentity& host) {
  const auto& here = posix::this_host();
  return host.host != here.host || (host.boot_id == here.boot_id && host.pid_namespace != here.pid_namespace);
}

void add_out_of_reach(LiveParts& parts, const OpenRun& run) {
  if (run.holder == Holder::Proven) return;
  if (is_elsewhere(run.keeper().host)) parts.hosts.insert(run.keeper().host.host);
  else if (run.holder == Holder::AnotherUsers) add_user(parts, run.keeper().process);
  // A keeper that has only just taken the run is not on its record yet; the next look will find it.
  else if (run.holder == Holder::Unknown && parts.idle_keepers.empty())
    parts.blind.insert(fmt::format("{}: who holds the lock of its record is not known", run.run.text()));
}

posix::Belongs left_by_dead_keepers(const std::vector<OpenRun>& runs, Look& look) {
  std::vector<keeper::Trail> dead;
  for (const auto& run : runs)
    if (run.holder == Holder::Nobody) dead.push_back(run.trail);
  if (dead.empty()) return {};
  return keeper::traces_of(dead, [&look](int pid, const std::string& name) { return look.variable(pid, name); });
}

void add_programs(LiveParts& parts, int experiment, const std::vector<OpenRun>& runs, Look& look) {
  const bool original = posix::info(experiment, experiment::names::journal).kind == posix::FileKind::None;
  const auto left = left_by_dead_keepers(runs, look);
  if (!left && !original) return;
  const auto of_original = programs_of_original(experiment, [&look](int pid) { return look.original(pid); });
  const auto belongs = [&](const posix::ProcessInfo& info) { return (left && left(info)) || of_original(info); };
  for (const auto& info : posix::those_of(look.processes(), belongs)) parts.programs.push_back(info.id);
}

}  // namespace

posix::Belongs original_programs(int experiment) {
  return programs_of_original(experiment, [](int pid) {
    const auto arguments = posix::command_line(pid);
    return arguments ? experiment::original_program(*arguments) : std::nullopt;
  });
}

LiveParts live_parts(const experiment::OpenExperiment& experiment, const std::vector<OpenRun>& runs, Look& look) {
  const int folder = experiment.folder.get();
  LiveParts parts;
  parts.experiment = experiment.ref;
  add_launchers(parts, folder);
  for (const auto& run : runs)
    if (run.holder == Holder::Proven) parts.keepers.push_back(run.keeper().process);
  add_idle_keepers(parts, folder);
  for (const auto& run : runs) add_out_of_reach(parts, run);
  add_programs(parts, folder, runs, look);
  return parts;
}

LiveParts find_live_parts(const experiment::ExperimentRef& experiment, Look& look) {
  Blind blind;
  LiveParts parts;
  parts.experiment = experiment;
  try {
    experiment::OpenExperiment opened;
    opened.ref = experiment;
    opened.folder = posix::open_folder(posix::here(), experiment.path.c_str())
                        .or_fail("cannot open the experiment", experiment.path);
    parts = live_parts(opened, open_runs(opened.folder.get(), blind), look);
  } catch (const Error& error) {
    blind.insert(error.what());
  }
  parts.blind.merge(blind);
  return parts;
}

}  // namespace liftoff::abort
