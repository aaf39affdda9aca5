#include "launch/note_reruns.hpp"

#include "experiment/journal.hpp"
#include "experiment/run_folders.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"

namespace liftoff::launch {

void note_reruns(const experiment::OpenExperiment& experiment, const experiment::Plan& plan,
                 const std::vector<keeper::RunOrder>& to_do) {
  const int folder = experiment.folder.get();
  const auto succeeded = experiment::succeeded_runs(folder);
  if (succeeded.empty() || to_do.empty()) return;
  std::vector<std::string> folders(plan.configurations());
  plan.for_each([&](std::size_t index, const experiment::PlannedConfiguration& c) { folders[index] = c.folder; });
  const auto journal = posix::open_for_appending(folder, experiment::names::journal);
  for (const auto& order : to_do) {
    const auto run = experiment::run_ref(plan.header().layout, folders.at(order.configuration), order.run_id);
    if (!succeeded.contains(run)) continue;
    experiment::append_to_journal(journal, {experiment::JournalEvent::Rerun, posix::unix_time(), 1, 0, run.text()})
        .or_fail("cannot write", experiment::names::journal);
  }
}

}  // namespace liftoff::launch
