#include "launch/dry_run.hpp"

#include <fmt/format.h>

#include "launch/run_order.hpp"
#include "launch/script.hpp"

namespace liftoff::launch {

namespace {

using Use = std::function<void(const DryRunLine&)>;

/// What is said of the launch as a whole.
void describe(DryRun& result, const LaunchOptions& options, experiment::Layout layout) {
  result.slots = process_slots(options, gpu_slots(options));
  const auto python = resolve_python(options);
  const auto command = command_for(requested_script(options, python), python, !is_detached(layout, options));
  result.command = fmt::format("{}", fmt::join(command, " "));
}

/// An order that nobody knows before the launch is not passed off as the launch's.
void note_order(DryRun& result, const LaunchOptions& options) {
  if (options.shuffle.value_or(false) && !options.seed)
    result.notes.push_back("--shuffle without a seed: the launch will draw another order than this one");
}

void show(RunQueue queue, const std::vector<experiment::PlannedConfiguration>& lines, experiment::Layout layout,
          const Use& use) {
  for (; !queue.empty(); queue.pop()) {
    const auto order = queue.peek();
    const auto& line = lines[order.configuration];
    use({line.file, line.title, experiment::run_ref(layout, line.folder, order.run_id)});
  }
}

DryRun dry_launch(const LaunchRequest& request, const Use& use, Warnings& warnings) {
  DryRun result;
  std::vector<experiment::PlannedConfiguration> lines;
  auto selection = request.what.selection;
  selection.adds_commit = false;
  FolderCheck folders;
  for_each_configuration(selection, warnings, [&](Configuration&& configuration) {
    lines.push_back(planned_line(configuration));
    folders.add(lines.back());
    if (result.name.empty()) result.name = configuration.experiment;
  });
  const int runs_no = request.what.options.runs_no.value_or(1);
  const auto layout = experiment::layout_of(lines.size(), runs_no);
  describe(result, request.what.options, layout);
  for (auto& text : warnings_of_gpus(request.what.options)) warnings.push_back(std::move(text));
  result.configurations = lines.size();
  note_order(result, request.what.options);
  auto queue = ordered(lines.size(), runs_no, request.what.options);
  result.runs = queue.size();
  show(std::move(queue), lines, layout, use);
  return result;
}

DryRun dry_resume(const LaunchRequest& request, const Use& use, Warnings& warnings) {
  const auto recorded = find_recorded(request.what);
  DryRun result;
  result.slots = process_slots(recorded.options, gpu_slots(recorded.options));
  for (auto& text : warnings_of_gpus(recorded.options)) warnings.push_back(std::move(text));
  const auto python = resolve_python(recorded.options);
  const auto script = requested_script(recorded.options, python);
  const auto resumed = resume_experiment(recorded, request.what, false, warnings);
  const bool detached = is_detached(resumed.layout, recorded.options);
  result.command = fmt::format("{}", fmt::join(command_for(script, python, !detached), " "));
  result.name = recorded.experiment.ref.name;
  result.configurations = resumed.lines.size();
  result.runs = resumed.to_do.size();
  result.resumed = {recorded.experiment.ref,
                    resumed.lines.size(),
                    resumed.runs(),
                    resumed.to_do.size(),
                    resumed.succeeded,
                    resumed.left_out,
                    result.slots,
                    detached,
                    true};
  result.notes = resumed.notes;
  note_order(result, recorded.options);
  show(ordered(resumed.to_do, recorded.options), resumed.lines, resumed.layout, use);
  return result;
}

}  // namespace

DryRun dry_run(const LaunchRequest& request, const Use& use, const std::function<void(const std::string&)>& warn) {
  Warnings warnings;
  auto result = request.resume ? dry_resume(request, use, warnings) : dry_launch(request, use, warnings);
  for (const auto& text : warnings) warn(text);
  return result;
}

}  // namespace liftoff::launch
