#include "launch/dry_run.hpp"

#include <fmt/format.h>

#include "launch/run_queue.hpp"
#include "launch/script.hpp"

namespace liftoff::launch {

namespace {

using Use = std::function<void(const DryRunLine&)>;

/// What is said of the launch as a whole.
void describe(DryRun& result, const LaunchOptions& options, experiment::Layout layout) {
  result.slots = process_slots(options, gpu_slots(options));
  const auto python = resolve_python(options);
  const bool call = layout == experiment::Layout::Single || !options.detach.value_or(true);
  result.command = fmt::format("{}", fmt::join(command_for(requested_script(options, python), python, call), " "));
}

DryRun dry_launch(const LaunchRequest& request, const Use& use, Warnings& warnings) {
  DryRun result;
  std::vector<experiment::PlannedConfiguration> lines;
  for_each_configuration(request.what.selection, warnings, [&](Configuration&& configuration) {
    lines.push_back(planned_line(configuration));
    if (result.name.empty()) result.name = configuration.experiment;
  });
  const int runs_no = request.what.options.runs_no.value_or(1);
  const auto layout = runs_no > 1         ? experiment::Layout::Nested
                      : lines.size() == 1 ? experiment::Layout::Single
                                          : experiment::Layout::Flat;
  describe(result, request.what.options, layout);
  result.configurations = lines.size();
  for (auto queue = RunQueue(lines.size(), runs_no); !queue.empty(); queue.pop(), ++result.runs) {
    const auto order = queue.peek();
    const auto& line = lines[order.configuration];
    use({line.file, line.title, experiment::run_ref(layout, line.folder, order.run_id)});
  }
  return result;
}

DryRun dry_resume(const LaunchRequest& request, const Use& use) {
  const auto resumed = look_at_experiment(request.what);
  const auto layout = resumed.plan.header().layout;
  DryRun result;
  describe(result, resumed.options, layout);
  result.name = resumed.experiment.ref.name;
  result.configurations = resumed.plan.configurations();
  result.runs = resumed.to_do.size();
  for (const auto& order : resumed.to_do) {
    const auto line = resumed.plan.configuration(order.configuration);
    use({line.file, line.title, experiment::run_ref(layout, line.folder, order.run_id)});
  }
  return result;
}

}  // namespace

DryRun dry_run(const LaunchRequest& request, const Use& use, const std::function<void(const std::string&)>& warn) {
  if (request.resume) return dry_resume(request, use);
  Warnings warnings;
  auto result = dry_launch(request, use, warnings);
  for (const auto& text : warnings) warn(text);
  return result;
}

}  // namespace liftoff::launch
