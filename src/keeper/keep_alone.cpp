#include "keeper/keep_alone.hpp"

#include <liftoff/error.hpp>

#include "keeper/keep_run.hpp"
#include "keeper/signals.hpp"
#include "posix/own_process.hpp"

namespace liftoff::keeper {

RunReport keep_alone(const std::string& context_file, RunOrder order) {
  const auto opened = OpenContext::open(read_context(context_file));
  if (order.configuration >= opened.plan.configurations() || order.run_id >= opened.plan.runs_no())
    throw usage_error(opened.context.experiment + ": the experiment has no such run",
                      "configurations and runs are counted from 0, in the order of the plan");
  posix::work_in(opened.context.directory);
  posix::close_inherited_descriptors();
  if (opened.context.detached) posix::lead_session();
  posix::become_subreaper();
  posix::set_process_name("liftoff-keeper");
  auto signals = keeper_signals();
  SpawnStarter starter;
  Keeper keeper{opened, {}, signals, starter};
  return keep_run(keeper, order);
}

int exit_status(const RunReport& report) {
  if (std::holds_alternative<Refused>(report.result)) return static_cast<int>(ExitCode::System);
  const auto* end = std::get_if<experiment::AttemptEnd>(&report.result);
  const bool well =
      end ? end->outcome == experiment::Outcome::Succeeded : std::get<LeftAlone>(report.result) == LeftAlone::Succeeded;
  return static_cast<int>(well ? ExitCode::Done : ExitCode::Failed);
}

}  // namespace liftoff::keeper
