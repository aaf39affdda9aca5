#include "abort/open_runs.hpp"

#include <optional>

#include "experiment/journal.hpp"
#include "experiment/layout.hpp"
#include "experiment/run_facts.hpp"
#include "experiment/run_folder.hpp"
#include "experiment/run_folders.hpp"
#include "posix/file_info.hpp"
#include "posix/process.hpp"
#include "posix/process_tree.hpp"

namespace liftoff::abort {

namespace {

std::optional<OpenRun> look_at(int experiment, const experiment::RunRef& run) {
  const auto folder = experiment::open_run_folder(experiment, run);
  if (!folder) return std::nullopt;
  const auto file = posix::info(folder.get(), experiment::names::record);
  if (file.kind != posix::FileKind::Regular) return std::nullopt;
  const auto facts = experiment::read_run_facts(folder.get());
  const auto* last = facts.record.last();
  if (!last || facts.end || (last->end && !facts.locked)) return std::nullopt;
  OpenRun open{run, last->start, facts.locked, false};
  const auto& keeper = last->start.keeper;
  open.holder_proven = (facts.locked || !keeper.locks) && keeper.host == posix::this_host() &&
                       posix::is_alive(keeper.process) && posix::has_open(keeper.process.pid, file.device, file.inode);
  return open;
}

}  // namespace

std::vector<OpenRun> open_runs(int experiment) {
  const auto runs = experiment::unfinished_runs(experiment);
  std::vector<OpenRun> open;
  for (const auto& run : runs ? *runs : experiment::runs_on_disk(experiment))
    if (auto one = look_at(experiment, run)) open.push_back(std::move(*one));
  return open;
}

}  // namespace liftoff::abort
