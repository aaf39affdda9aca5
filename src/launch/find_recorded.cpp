#include "launch/find_recorded.hpp"

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/experiments.hpp"

namespace liftoff::launch {

namespace {

/// The name of the experiment that the selected configurations belong to.
std::string selected_name(const ConfigSelection& selection) {
  if (!selection.experiment.empty()) return selection.experiment;
  struct Found {
    std::string name;
  };
  try {
    Warnings passed_over;
    for_each_configuration(selection, passed_over, [](Configuration&& c) { throw Found{c.experiment}; });
  } catch (const Found& found) {
    return found.name;
  }
  return {};
}

experiment::OpenExperiment find_experiment(const ResumeRequest& request) {
  const auto& dir = request.options.results_dir;
  experiment::ExperimentFilter filter;
  filter.timestamp = request.timestamp;
  if (!request.timestamp || !request.selection.experiment.empty()) filter.name = selected_name(request.selection);
  const auto found = experiment::list_launched_first(dir, filter);
  if (found.empty()) {
    const auto all = experiment::list_experiments(dir);
    const auto wanted = request.timestamp ? fmt::format("with timestamp {}", *request.timestamp)
                                          : fmt::format("named '{}'", *filter.name);
    throw usage_error(fmt::format("there is no experiment {} in {}", wanted, dir),
                      all.empty() ? ""
                                  : fmt::format("the newest one there is {}: --timestamp {}", all.front().folder,
                                                all.front().timestamp));
  }
  return experiment::OpenExperiment::open(found.front());
}

}  // namespace

ResumedExperiment find_recorded(const ResumeRequest& request, ConfigSelection& selection) {
  ResumedExperiment resumed;
  resumed.experiment = find_experiment(request);
  resumed.options = request.options;
  if (const auto header = experiment::read_plan_header(resumed.experiment.folder.get())) {
    const auto recorded = options_from_json(header->options);
    resumed.options = overlay(recorded.options, request.options);
    if (!request.selection_given) selection = recorded.selection;
  }
  return resumed;
}

}  // namespace liftoff::launch
