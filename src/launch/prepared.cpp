#include "launch/prepared.hpp"

#include <fmt/format.h>

#include "experiment/original.hpp"
#include "launch/create.hpp"
#include "launch/note_reruns.hpp"
#include "launch/run_order.hpp"
#include "posix/file.hpp"
#include "posix/own_process.hpp"

namespace liftoff::launch {

namespace {

void hand_out(Warnings& warnings, const Warn& warn) {
  for (const auto& text : warnings) warn(text);
  warnings.clear();
}

/// A tree of the original: whether programs of its launcher are alive.
bool original_runs(int experiment) {
  const auto launch = experiment::original_launch(experiment);
  return launch && experiment::original_program_runs(*launch);
}

}  // namespace

Prepared prepare_new(const ResumeRequest& what, const Warn& warn) {
  Prepared prepared;
  prepared.options = what.options;
  draw_seed(prepared.options);
  Warnings warnings;
  auto selection = what.selection;
  selection.comment = prepared.options.comment.value_or("");
  selection.adds_commit = false;
  prepared.experiment = create_experiment(selection, prepared.options, warnings);
  hand_out(warnings, warn);
  prepared.plan = *experiment::Plan::open(prepared.experiment.folder.get());
  const auto& plan = prepared.plan;
  prepared.queue = ordered(plan.configurations(), plan.runs_no(), prepared.options);
  return prepared;
}

Prepared prepare_resumed(RecordedExperiment recorded, const ResumeRequest& what, const Warn& warn) {
  Warnings warnings;
  auto resumed = resume_experiment(recorded, what, true, warnings);
  hand_out(warnings, warn);
  const int folder = recorded.experiment.folder.get();
  Prepared prepared;
  prepared.plan = *experiment::Plan::open(folder);
  prepared.experiment = std::move(recorded.experiment);
  prepared.options = std::move(recorded.options);
  prepared.already_succeeded = resumed.succeeded;
  prepared.left_out = resumed.left_out;
  prepared.notes = std::move(resumed.notes);
  prepared.original_runs = original_runs(folder);
  note_reruns(prepared.experiment, prepared.plan, resumed.to_do);
  prepared.queue = ordered(std::move(resumed.to_do), prepared.options);
  if (prepared.queue.empty()) return prepared;
  posix::publish_file(folder, experiment::names::ppid, fmt::format("{}\n", posix::own_pid()));
  if (what.options.comment) posix::publish_file(folder, experiment::names::comment, *what.options.comment);
  return prepared;
}

}  // namespace liftoff::launch
