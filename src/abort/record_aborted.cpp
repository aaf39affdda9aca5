#include "abort/record_aborted.hpp"

#include <algorithm>
#include <variant>

#include <liftoff/error.hpp>

#include "experiment/abort_mark.hpp"
#include "experiment/journal.hpp"
#include "experiment/layout.hpp"
#include "experiment/run_folder.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"

namespace liftoff::abort {

std::string leave_mark(int experiment, std::chrono::milliseconds grace) {
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

bool record_aborted(int experiment, const OpenRun& run) {
  auto seized = experiment::seize_run(experiment, run.run);
  if (!seized || !std::holds_alternative<experiment::Lost>(seized->state)) return false;
  experiment::AttemptEnd end;
  end.attempt = run.trail.attempt.attempt;
  end.ended = posix::unix_time();
  end.outcome = experiment::Outcome::Crashed;
  end.reason = experiment::Reason::Aborted;
  end.wall = std::max(0.0, end.ended - run.trail.attempt.started);
  try {
    experiment::record_end(*seized, end);
    experiment::append_to_journal(
        posix::open_for_appending(experiment, experiment::names::journal),
        {experiment::JournalEvent::Crashed, end.ended, end.attempt, end.wall, run.run.text()});
  } catch (const Error&) {
    return false;
  }
  return true;
}

}  // namespace liftoff::abort
