#include "launch/find_recorded.hpp"

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/experiments.hpp"
#include "posix/file_info.hpp"
#include "posix/own_process.hpp"
#include "posix/path.hpp"

namespace liftoff::launch {

namespace {

/// The name of the experiment that the selected configurations belong to.
std::string selected_name(ConfigSelection selection) {
  if (!selection.experiment.empty()) return selection.experiment;
  selection.adds_commit = false;
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

/// What was given with a path in it stays that path.
void make_absolute(LaunchOptions& options) {
  options.results_dir = posix::absolute_path(options.results_dir);
  for (auto* path : {&options.python, &options.env})
    if (*path && (*path)->find('/') != std::string::npos) *path = posix::absolute_path(**path);
}

/// The script and the configurations are those of the working directory that the plan records.
void enter(const std::string& directory, RecordedExperiment& recorded, LaunchOptions& given) {
  if (directory.empty() || directory == posix::working_directory()) return;
  if (posix::info_followed(directory).kind != posix::FileKind::Directory)
    throw usage_error(
        fmt::format("{} was launched from {}, which is no longer there", recorded.experiment.ref.path, directory),
        "its script and configurations are looked for there: put the folder back, or launch anew "
        "without --resume");
  make_absolute(given);
  auto& ref = recorded.experiment.ref;
  ref.path = given.results_dir + "/" + ref.folder;
  posix::work_in(directory);
}

}  // namespace

RecordedExperiment find_recorded(const ResumeRequest& request) {
  RecordedExperiment recorded;
  recorded.experiment = find_experiment(request);
  recorded.selection = request.selection;
  recorded.reads = request.selection_given || !request.timestamp;
  auto given = request.options;
  recorded.options = given;
  if (const auto header = experiment::read_plan_header(recorded.experiment.folder.get())) {
    enter(header->cwd, recorded, given);
    const auto before = options_from_json(header->options);
    recorded.options = overlay(before.options, given);
    if (!request.selection_given) recorded.selection = before.selection;
    else if (recorded.selection.configs_dir == ConfigSelection().configs_dir)
      recorded.selection.configs_dir = before.selection.configs_dir;
  }
  recorded.selection.adds_commit = false;
  recorded.selection.comment = recorded.options.comment.value_or("");
  return recorded;
}

}  // namespace liftoff::launch
