#include "report/launch_causes.hpp"

#include "failures/printed.hpp"
#include "posix/folder.hpp"

namespace liftoff::report {

LaunchCauses::LaunchCauses(const launch::LaunchBegan& began) {
  if (began.detached) experiment_ = posix::open_folder(posix::here(), began.experiment.path.c_str());
}

std::optional<failures::FailureCause> LaunchCauses::of(const launch::RunEnded& event,
                                                       const launch::RunDescription& run) const {
  if (!event.end) return failures::FailureCause{"lost", "lost: its keeper was killed", "its keeper was killed"};
  if (event.end->outcome != experiment::Outcome::Crashed) return std::nullopt;
  return failures::cause_of_run(experiment_.get(), run.run, event.end);
}

}  // namespace liftoff::report
