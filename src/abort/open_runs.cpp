#include "abort/open_runs.hpp"

#include <optional>

#include "experiment/journal.hpp"
#include "experiment/layout.hpp"
#include "experiment/run_facts.hpp"
#include "experiment/run_folder.hpp"
#include "experiment/run_folders.hpp"
#include "posix/file.hpp"
#include "posix/own_process.hpp"
#include "posix/process.hpp"

namespace liftoff::abort {

namespace {

Holder holder_of(const experiment::KeeperIdentity& keeper, bool locked, int record) {
  const auto otherwise = locked ? Holder::Unknown : Holder::Nobody;
  if ((keeper.locks && !locked) || !(keeper.host == posix::this_host()) || !posix::is_alive(keeper.process))
    return otherwise;
  const auto opened = posix::has_open(keeper.process.pid, record);
  if (opened) return *opened ? Holder::Proven : otherwise;
  const auto process = posix::process_info(keeper.process.pid);
  return process && process->owner != posix::effective_user() ? Holder::AnotherUsers : Holder::Unknown;
}

std::optional<OpenRun> look_at(int experiment, const experiment::RunRef& run, Blind& blind) {
  const auto folder = experiment::open_run_folder(experiment, run);
  const auto record =
      folder ? posix::open_for_reading(folder.get(), experiment::names::record) : posix::Opened(folder.error());
  if (!record) {
    add_blind(blind, std::string(run.text()), record.error());
    return std::nullopt;
  }
  if (posix::info(record.get()).kind != posix::FileKind::Regular) return std::nullopt;
  const auto facts = experiment::read_run_facts(folder.get());
  const auto* last = facts.record.last();
  if (!last || facts.end || (last->end && !facts.locked)) return std::nullopt;
  OpenRun open{run, keeper::trail_of(last->start, record.get(), folder.get()), facts.locked, Holder::Nobody};
  open.holder = holder_of(open.keeper(), facts.locked, record.get());
  return open;
}

}  // namespace

void add_blind(Blind& blind, const std::string& what, posix::SystemError error) {
  if (!error.is_no_file()) blind.insert(what + ": " + error.text());
}

std::vector<OpenRun> open_runs(int experiment, Blind& blind) {
  const auto runs = experiment::unfinished_runs(experiment);
  std::vector<OpenRun> open;
  for (const auto& run : runs ? *runs : experiment::runs_on_disk(experiment))
    if (auto one = look_at(experiment, run, blind)) open.push_back(std::move(*one));
  return open;
}

}  // namespace liftoff::abort
