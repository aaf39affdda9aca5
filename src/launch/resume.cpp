#include "launch/resume.hpp"

#include <liftoff/error.hpp>

#include "experiment/abort_mark.hpp"
#include "experiment/run_folders.hpp"
#include "launch/find_recorded.hpp"
#include "launch/note_reruns.hpp"
#include "launch/plan_update.hpp"
#include "posix/file_info.hpp"
#include "posix/lock.hpp"
#include "posix/path.hpp"

namespace liftoff::launch {

namespace {

/// What is left to do of the plan.
void list_runs(ResumedExperiment& resumed) {
  const int folder = resumed.experiment.folder.get();
  experiment::for_each_planned_run(
      resumed.plan, [&](std::size_t configuration, int run_id, const experiment::RunRef& run) {
        if (posix::info(folder, run.file(experiment::names::end).c_str()).kind == posix::FileKind::Regular)
          ++resumed.succeeded;
        else if (posix::is_locked(folder, run.file(experiment::names::record).c_str())) ++resumed.running;
        else resumed.to_do.push_back({static_cast<std::uint32_t>(configuration), run_id});
      });
}

}  // namespace

ResumedExperiment resume_experiment(const ResumeRequest& request, Warnings& warnings) {
  auto selection = request.selection;
  auto resumed = find_recorded(request, selection);
  experiment::remove_abort_mark(resumed.experiment.folder.get());
  update_plan(resumed, request, selection, warnings);
  list_runs(resumed);
  note_reruns(resumed.experiment, resumed.plan, resumed.to_do);
  return resumed;
}

ResumedExperiment look_at_experiment(const ResumeRequest& request) {
  auto selection = request.selection;
  auto resumed = find_recorded(request, selection);
  auto plan = experiment::Plan::open(resumed.experiment.folder.get());
  if (!plan)
    throw usage_error(resumed.experiment.ref.path + " has no plan yet", "--resume without --dry-run makes one");
  resumed.plan = std::move(*plan);
  list_runs(resumed);
  return resumed;
}

}  // namespace liftoff::launch
