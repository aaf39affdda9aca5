#include "abort/abort.hpp"

#include <algorithm>

#include "abort/end_processes.hpp"
#include "abort/live_parts.hpp"
#include "abort/record_aborted.hpp"

namespace liftoff::abort {

namespace {

using std::chrono::milliseconds;

/// Launchers and keepers, each once.
std::vector<posix::ProcessId> owners_of(const LiveParts& parts) {
  auto owners = parts.launchers;
  for (const auto* keepers : {&parts.keepers, &parts.idle_keepers})
    for (const auto& keeper : *keepers)
      if (std::find(owners.begin(), owners.end(), keeper) == owners.end()) owners.push_back(keeper);
  return owners;
}

/// Ends what one look finds. Whether another look may find more.
bool end_once(const experiment::OpenExperiment& experiment, milliseconds grace, AbortReport& report) {
  constexpr milliseconds margin{5000};  // for a keeper to kill, to reap and to write after its grace
  const int folder = experiment.folder.get();
  const auto runs = open_runs(folder);
  const auto parts = live_parts(experiment, runs);
  report.survivors.clear();
  report.elsewhere = parts.elsewhere;
  const int owners_ended = end_each(owners_of(parts), grace + margin, report.survivors);
  const int owners_left = static_cast<int>(report.survivors.size());
  const auto tree = posix::end_processes(programs_of_the_dead(folder, runs), grace);
  report.ended += owners_ended + tree.found;
  for (const auto& survivor : tree.survivors) report.survivors.push_back(survivor.id);
  if (tree.survivors.empty())
    for (const auto& run : runs)
      if (!run.locked && record_aborted(folder, run)) ++report.recorded;
  return owners_ended > owners_left || tree.found > static_cast<int>(tree.survivors.size());
}

}  // namespace

AbortReport abort_experiment(const experiment::ExperimentRef& ref, milliseconds grace) {
  const auto experiment = experiment::OpenExperiment::open(ref);
  AbortReport report;
  report.unmarked = leave_mark(experiment.folder.get(), grace);
  while (end_once(experiment, grace, report)) {}
  return report;
}

}  // namespace liftoff::abort
