#include "launch/launch.hpp"

#include <csignal>

#include <liftoff/error.hpp>

#include "executor/foreground.hpp"
#include "executor/local.hpp"
#include "experiment/abort_mark.hpp"
#include "experiment/launchers.hpp"
#include "keeper/program.hpp"
#include "launch/prepared.hpp"
#include "launch/scheduler.hpp"
#include "launch/script.hpp"
#include "launch/script_watch.hpp"
#include "posix/own_process.hpp"
#include "posix/path.hpp"
#include "text/words.hpp"

namespace liftoff::launch {

namespace {

/// What runs are started with.
struct Means {
  std::vector<resources::GpuSlots> gpus;
  std::string python;
  Script script;
};

/// Errors: Usage.
Means means_of(const LaunchOptions& options, const Warn& warn) {
  Means means{gpu_slots(options), resolve_python(options), {}};
  for (const auto& text : warnings_of_gpus(options)) warn(text);
  means.script = requested_script(options, means.python);
  return means;
}

/// What can be wrong with a request is found before the experiment appears. Errors: Usage.
Means checked_means(const LaunchOptions& options, const Warn& warn) {
  auto means = means_of(options, warn);
  if (means.script.kind != ScriptKind::Executable) command_for(means.script, means.python, true);
  return means;
}

/// Empty where it is none.
std::string file_of(const Script& script) {
  const bool is_file = script.kind == ScriptKind::PythonFile || script.kind == ScriptKind::Executable;
  return is_file ? posix::absolute_path(script.target) : std::string();
}

keeper::KeeperContext keeper_context(const Prepared& prepared, const Means& means, const LaunchRequest& request) {
  const auto& options = prepared.options;
  keeper::KeeperContext context;
  context.experiment = posix::absolute_path(prepared.experiment.ref.path);
  context.told_path = prepared.experiment.ref.path;
  context.directory = posix::working_directory();
  context.timestamp = prepared.experiment.ref.timestamp;
  context.launcher = posix::own_pid();
  const auto layout = prepared.plan.header().layout;
  context.own_terminal = layout == experiment::Layout::Single;
  context.detached = is_detached(layout, options);
  context.command = command_for(means.script, means.python, !context.detached);
  context.environment = environment_for(options);
  context.timeout = options.timeout;
  context.grace = options.grace.value_or(context.grace);
  context.keep_children = options.keep_children.value_or(false);
  context.claim = {request.assume_dead, prepared.original_runs, request.resume};
  context.code = keeper::look_at_code(context.directory, file_of(means.script));
  return context;
}

LaunchBegan began(const Prepared& prepared, const keeper::OpenContext& opened, int slots, bool resumed) {
  return {prepared.experiment.ref,
          opened.plan.configurations(),
          opened.plan.runs(),
          prepared.queue.size(),
          prepared.already_succeeded,
          prepared.left_out,
          slots,
          opened.context.detached,
          resumed};
}

DescribeRun describer(const keeper::OpenContext& opened) {
  return [&opened](const keeper::RunOrder& order) {
    const auto run = keeper::planned_run(opened.plan, order.configuration, order.run_id);
    return RunDescription{run.configuration.file, run.configuration.title, run.ref.path(opened.context.told_path),
                          run.ref};
  };
}

posix::SignalSource launch_signals(bool foreground) {
  // The terminal's SIGQUIT is a foreground program's to answer; its keeper must outlive it.
  if (foreground) posix::block({SIGQUIT});
  posix::ignore({SIGPIPE, SIGXCPU, SIGXFSZ});
  std::vector<int> signals{SIGCHLD, SIGINT, SIGTERM};
  // Inherited as ignored (nohup), SIGHUP stays ignored.
  if (!posix::is_ignored(SIGHUP)) signals.push_back(SIGHUP);
  if (!foreground) signals.push_back(SIGQUIT);
  // A scheduler sends them to the launcher for all that it started; whoever else does so means nothing by it.
  if (foreground || !posix::environment_value("SLURM_JOB_ID").empty())
    signals.insert(signals.end(), {SIGUSR1, SIGUSR2});
  return posix::SignalSource(signals);
}

std::unique_ptr<executor::Executor> make_executor(const keeper::OpenContext& opened, resources::SlotPool& pool,
                                                  posix::SignalSource& signals, const experiment::LauncherMark& mark) {
  if (!opened.context.own_terminal) return std::make_unique<executor::LocalExecutor>(opened, pool, signals, mark.fd());
  posix::become_subreaper();
  return std::make_unique<executor::ForegroundExecutor>(opened, pool, signals);
}

LaunchOutcome run_launch(Prepared prepared, const Means& means, const LaunchRequest& request,
                         const MakeReporter& make_reporter, const Warn& warn) {
  auto context = keeper_context(prepared, means, request);
  if (context.detached && !means.script.warning.empty()) warn(means.script.warning);
  const keeper::OpenContext opened(std::move(context), std::move(prepared.experiment.folder), std::move(prepared.plan));
  const int folder = opened.folder.get();
  const bool foreground = opened.context.own_terminal, detached = opened.context.detached;
  resources::SlotPool pool(folder, process_slots(prepared.options, means.gpus), means.gpus);
  const experiment::LauncherMark mark(folder, pool.size());
  auto signals = launch_signals(foreground);
  const auto reporter = make_reporter(describer(opened), foreground);
  const auto executor = make_executor(opened, pool, signals, mark);

  // Nothing outlives the first process of a container.
  const bool runs_outlive = detached && posix::own_pid() != 1;
  const LaunchPolicy policy{prepared.options.retries.value_or(0), prepared.options.max_fails, runs_outlive};
  ScriptWatch watched(*executor, opened.context.code);
  Scheduler scheduler(watched, prepared.queue, policy, *reporter, posix::monotonic_now);
  watched.on_edit([&](const std::string& text) { reporter->on(Noted{text}, scheduler.tally()); });
  reporter->on(began(prepared, opened, pool.size(), request.resume), scheduler.tally());
  for (const auto& note : prepared.notes) reporter->on(Noted{note}, scheduler.tally());
  auto end = scheduler.run();
  end.aborted = experiment::read_abort_mark(folder).has_value();
  if (!pool.locks())
    warn("the results folder's file system has no locks: other launchers and crashed keepers cannot be detected");
  reporter->on(end, scheduler.tally());
  return {end, scheduler.tally(), prepared.experiment.ref.path, prepared.experiment.ref.timestamp, detached};
}

}  // namespace

LaunchOutcome launch(const LaunchRequest& request, const MakeReporter& make_reporter, const Warn& warn) {
  if (!request.resume) {
    const auto means = checked_means(request.what.options, warn);
    return run_launch(prepare_new(request.what, warn), means, request, make_reporter, warn);
  }
  auto recorded = find_recorded(request.what);
  const auto means = means_of(recorded.options, warn);
  return run_launch(prepare_resumed(std::move(recorded), request.what, warn), means, request, make_reporter, warn);
}

int exit_status(const LaunchOutcome& outcome) {
  if (outcome.end.how == LaunchEnd::Interrupted) return 128 + outcome.end.signal.value_or(0);
  if (outcome.end.how == LaunchEnd::Refused) return static_cast<int>(ExitCode::System);
  const bool failed = outcome.tally.crashed + outcome.tally.lost > 0 || outcome.end.how == LaunchEnd::Aborted;
  return static_cast<int>(failed ? ExitCode::Failed : ExitCode::Done);
}

}  // namespace liftoff::launch
