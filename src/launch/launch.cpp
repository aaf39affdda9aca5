#include "launch/launch.hpp"

#include <algorithm>
#include <csignal>
#include <random>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "executor/foreground.hpp"
#include "executor/local.hpp"
#include "experiment/abort_mark.hpp"
#include "experiment/launchers.hpp"
#include "launch/scheduler.hpp"
#include "launch/script.hpp"
#include "posix/file.hpp"
#include "posix/own_process.hpp"
#include "resources/gpus.hpp"

namespace liftoff::launch {

namespace {

using Warn = std::function<void(const std::string&)>;

/// Everything that is settled before the first run starts.
struct Prepared {
  experiment::OpenExperiment experiment;
  experiment::Plan plan;
  LaunchOptions options;
  RunQueue queue{0, 0};
  std::size_t already_succeeded = 0;
  std::vector<std::string> notes;
  bool original_runs = false;
};

std::vector<keeper::RunOrder> shuffled(std::vector<keeper::RunOrder> orders, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (std::size_t left = orders.size(); left > 1; --left)  // std::shuffle's result differs between libraries
    std::swap(orders[left - 1], orders[random() % left]);
  return orders;
}

std::vector<keeper::RunOrder> all_orders(std::size_t configurations, int runs) {
  std::vector<keeper::RunOrder> orders;
  for (RunQueue queue(configurations, runs); !queue.empty(); queue.pop()) orders.push_back(queue.peek());
  return orders;
}

std::uint64_t seed_of(const LaunchOptions& options) { return options.seed ? *options.seed : std::random_device{}(); }

void hand_out(Warnings& warnings, const Warn& warn) {
  for (const auto& text : warnings) warn(text);
  warnings.clear();
}

Prepared prepare_new(const LaunchRequest& request, const Warn& warn) {
  Prepared prepared;
  prepared.options = request.what.options;
  if (prepared.options.shuffle.value_or(false)) prepared.options.seed = seed_of(prepared.options);
  Warnings warnings;
  auto selection = request.what.selection;
  selection.comment = prepared.options.comment.value_or("");
  prepared.experiment = create_experiment(selection, prepared.options, warnings);
  hand_out(warnings, warn);
  prepared.plan = *experiment::Plan::open(prepared.experiment.folder.get());
  const auto& plan = prepared.plan;
  prepared.queue = prepared.options.shuffle.value_or(false)
                       ? RunQueue(shuffled(all_orders(plan.configurations(), plan.runs_no()), *prepared.options.seed))
                       : RunQueue(plan.configurations(), plan.runs_no());
  return prepared;
}

/// A tree of the original: whether programs of its launcher are alive.
bool original_runs(int experiment) {
  const auto first_line = [&](const char* name) {
    const auto text = posix::read_file(experiment, name).value_or("");
    return text.substr(0, text.find('\n'));
  };
  const auto timestamp = first_line(experiment::names::timestamp), ppid = first_line(experiment::names::ppid);
  return !timestamp.empty() && !ppid.empty() && experiment::original_program_runs(timestamp, ppid);
}

Prepared prepare_resumed(const LaunchRequest& request, const Warn& warn) {
  Warnings warnings;
  auto resumed = resume_experiment(request.what, warnings);
  hand_out(warnings, warn);
  const int folder = resumed.experiment.folder.get();
  Prepared prepared{std::move(resumed.experiment),
                    std::move(resumed.plan),
                    resumed.options,
                    RunQueue{0, 0},
                    resumed.succeeded,
                    resumed.notes,
                    false};
  prepared.original_runs = original_runs(folder);
  if (prepared.options.shuffle.value_or(false))
    resumed.to_do = shuffled(std::move(resumed.to_do), seed_of(prepared.options));
  prepared.queue = RunQueue(std::move(resumed.to_do));
  if (prepared.queue.empty()) return prepared;
  posix::publish_file(folder, experiment::names::ppid, fmt::format("{}\n", posix::own_pid()));
  if (request.what.options.comment)
    posix::publish_file(folder, experiment::names::comment, *request.what.options.comment);
  return prepared;
}

keeper::KeeperContext keeper_context(const Prepared& prepared, const Script& script, const std::string& python,
                                     bool foreground) {
  const auto& options = prepared.options;
  keeper::KeeperContext context;
  context.plan = &prepared.plan;
  context.experiment = prepared.experiment.folder.get();
  context.journal = posix::open_for_appending(context.experiment, experiment::names::journal);
  context.experiment_path = prepared.experiment.ref.path;
  context.timestamp = prepared.experiment.ref.timestamp;
  context.launcher = posix::own_pid();
  context.detached = !foreground && options.detach.value_or(true);
  context.exclusive_terminal = foreground;
  context.command = command_for(script, python, !context.detached);
  context.environment = environment_for(options);
  context.timeout = options.timeout;
  context.keep_children = options.keep_children.value_or(false);
  context.claim.original_runs = prepared.original_runs;
  return context;
}

LaunchBegan began(const Prepared& prepared, const resources::SlotPool& pool, bool detached, bool resumed) {
  LaunchBegan event;
  event.name = prepared.experiment.ref.name;
  event.timestamp = prepared.experiment.ref.timestamp;
  event.path = prepared.experiment.ref.path;
  event.configurations = prepared.plan.configurations();
  event.total = prepared.plan.runs();
  event.to_do = prepared.queue.size();
  event.already_succeeded = prepared.already_succeeded;
  event.slots = pool.size();
  event.detached = detached;
  event.resumed = resumed;
  return event;
}

DescribeRun describer(const Prepared& prepared) {
  return [&prepared](const keeper::RunOrder& order) {
    const auto line = prepared.plan.configuration(order.configuration);
    const auto run = experiment::run_path(prepared.plan.header().layout, line.folder, order.run_id);
    return RunDescription{line.file, line.title,
                          run.empty() ? prepared.experiment.ref.path : prepared.experiment.ref.path + "/" + run};
  };
}

posix::SignalSource launch_signals(bool foreground) {
  // The terminal's SIGQUIT is a foreground program's to answer; its keeper must outlive it.
  if (foreground) posix::block({SIGQUIT});
  // Inherited as ignored (nohup), SIGHUP stays ignored.
  if (posix::is_ignored(SIGHUP)) return posix::SignalSource{SIGCHLD, SIGINT, SIGTERM};
  return posix::SignalSource{SIGCHLD, SIGINT, SIGTERM, SIGHUP};
}

LaunchPolicy policy_of(const LaunchOptions& options, bool detached) {
  return {options.retries.value_or(0), options.max_fails, detached};
}

LaunchOutcome run_launch(const Prepared& prepared, const Script& script, const std::string& python,
                         const std::vector<resources::GpuSlots>& gpus, const LaunchRequest& request,
                         const MakeReporter& make_reporter, const Warn& warn) {
  const bool foreground = prepared.plan.header().layout == experiment::Layout::Single;
  auto context = keeper_context(prepared, script, python, foreground);
  context.claim.assume_dead = request.assume_dead;
  const experiment::LauncherMark mark(context.experiment);
  context.launcher_mark = mark.fd();
  resources::SlotPool pool(context.experiment, process_slots(prepared.options, gpus), gpus);
  auto signals = launch_signals(foreground);
  if (foreground) posix::become_subreaper();
  const auto reporter = make_reporter(describer(prepared), foreground);
  std::unique_ptr<executor::Executor> executor;
  if (foreground) executor = std::make_unique<executor::ForegroundExecutor>(context, pool, signals);
  else executor = std::make_unique<executor::LocalExecutor>(context, pool, signals);

  Scheduler scheduler(*executor, prepared.queue, policy_of(prepared.options, context.detached), *reporter,
                      posix::monotonic_now);
  reporter->on(began(prepared, pool, context.detached, request.resume), scheduler.tally());
  for (const auto& note : prepared.notes) reporter->on(Noted{note}, scheduler.tally());
  auto end = scheduler.run();
  end.aborted = experiment::read_abort_mark(context.experiment).has_value();
  if (!pool.locks())
    warn("the results folder's file system has no locks: a second launcher, or a crash, can't be told from this one");
  reporter->on(end, scheduler.tally());
  return {end, scheduler.tally(), prepared.experiment.ref.path, prepared.experiment.ref.timestamp, context.detached};
}

}  // namespace

LaunchOutcome launch(const LaunchRequest& request, const MakeReporter& make_reporter, const Warn& warn) {
  if (!request.resume) {
    // Everything that can be wrong with the request is found before the experiment appears.
    const auto gpus = gpu_slots(request.what.options);
    const auto python = resolve_python(request.what.options);
    const auto script = requested_script(request.what.options, python);
    if (script.kind != ScriptKind::Executable) command_for(script, python, true);
    for (const auto& text : resources::unknown_gpus(request.what.options.gpus.value_or(std::vector<std::string>{})))
      warn(text);
    const auto prepared = prepare_new(request, warn);
    return run_launch(prepared, script, python, gpus, request, make_reporter, warn);
  }
  const auto prepared = prepare_resumed(request, warn);
  const auto gpus = gpu_slots(prepared.options);
  const auto python = resolve_python(prepared.options);
  const auto script = requested_script(prepared.options, python);
  return run_launch(prepared, script, python, gpus, request, make_reporter, warn);
}

int exit_status(const LaunchOutcome& outcome) {
  if (outcome.end.how == LaunchEnd::Interrupted) return 128 + outcome.end.signal;
  if (outcome.end.how == LaunchEnd::Refused) return static_cast<int>(ExitCode::System);
  const bool failed = outcome.tally.crashed + outcome.tally.lost > 0 || outcome.end.how == LaunchEnd::Aborted;
  return static_cast<int>(failed ? ExitCode::Failed : ExitCode::Done);
}

}  // namespace liftoff::launch
