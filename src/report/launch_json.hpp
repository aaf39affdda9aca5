#pragma once
#include <memory>

#include "launch/launch.hpp"

namespace liftoff::report {

/// One JSON object per event and line on standard output. Every object has "event" and "time" (ISO 8601, UTC):
///
///   launch_began   schema_version, experiment, timestamp, path, configurations, total, to_do, slots, detached, resumed
///   run_began      run, config, run_id
///   run_ended      run, config, run_id, attempt, state (succeeded, crashed, requeued, lost), reason, exit_code,
///                  signal, wall (seconds), detail, again, cause (report/cause_json.hpp)
///   run_passed_over  run, config, run_id, why (busy, succeeded)
///   run_refused    run, config, run_id, why: the system refused it (disk full, no room); it is left waiting
///   note           text
///   launch_ended   how (complete, max_fails, aborted, refused, interrupted), signal, detail, succeeded, crashed,
///                  lost, waiting, running
std::unique_ptr<launch::LaunchReporter> make_json_reporter(const launch::DescribeRun& describe);

}  // namespace liftoff::report
