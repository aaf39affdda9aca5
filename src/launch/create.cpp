#include "launch/create.hpp"

#include <memory>
#include <unordered_set>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/experiments.hpp"
#include "experiment/journal.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "posix/lock.hpp"
#include "posix/own_process.hpp"
#include "posix/path.hpp"
#include "posix/random.hpp"
#include "text/folder_name.hpp"
#include "value/run_keys.hpp"

namespace liftoff::launch {

namespace {

/// A folder that is removed again unless it was given its final name.
struct Nascent {
  int results;
  std::string name = ".liftoff-tmp." + posix::random_token();
  posix::Fd folder;
  bool kept = false;

  explicit Nascent(int results_folder) : results(results_folder) {
    posix::make_folder(results, name.c_str());
    folder = posix::open_folder(results, name.c_str()).or_fail("cannot open the folder", name);
  }
  ~Nascent() {
    if (!kept) posix::remove_tree(results, name.c_str());
  }
  Nascent(const Nascent&) = delete;
  Nascent& operator=(const Nascent&) = delete;
};

/// The first second from now on that no experiment bears.
std::int64_t free_timestamp(int results) {
  std::unordered_set<std::int64_t> taken;
  if (const auto entries = posix::list_folder(results, "."))
    for (const auto& entry : *entries)
      if (const auto parsed = experiment::parse_experiment_folder(entry.name)) taken.insert(parsed->timestamp);
  auto timestamp = posix::unix_seconds();
  while (taken.contains(timestamp)) ++timestamp;
  return timestamp;
}

std::int64_t publish(Nascent& nascent, const std::string& name) {
  // Launchers of the same second take turns; where there are no locks, the rename decides.
  const auto turn = posix::wait_for_folder_lock(nascent.results);
  for (auto timestamp = free_timestamp(nascent.results);; ++timestamp) {
    posix::publish_file(nascent.folder.get(), experiment::names::timestamp, fmt::format("{}\n", timestamp));
    const auto folder = experiment::folder_of_experiment(timestamp, name);
    if (!posix::rename_new_folder(nascent.results, nascent.name.c_str(), folder.c_str())) continue;
    nascent.kept = true;
    posix::publish_link(nascent.results, experiment::names::latest, folder);
    return timestamp;
  }
}

experiment::PlanHeader header_for(const ConfigSelection& selection, const LaunchOptions& options,
                                  const std::string& name) {
  experiment::PlanHeader header;
  header.runs_no = options.runs_no.value_or(1);
  header.name = name;
  header.created = posix::unix_time();
  header.cwd = posix::working_directory();
  header.options = to_json(options, selection);
  return header;
}

}  // namespace

void FolderCheck::add(const experiment::PlannedConfiguration& line) {
  if (!seen_.insert(std::hash<std::string>{}(line.folder)).second)
    throw usage_error(
        fmt::format("the configuration '{}' has the cfg_id {} and title of another one", line.file, line.cfg_id),
        "give them different titles, or leave cfg_id out");
}

std::string planned_text(Configuration& configuration) {
  auto& map = *configuration.value.get_if<Map>();
  value::erase_keys_of_one_run(map);
  return to_yaml(configuration.value);
}

experiment::PlannedConfiguration planned_line(const Configuration& configuration) {
  if (const auto fault = text::fault_of_folder_name(configuration.experiment); !fault.empty())
    throw usage_error(fmt::format("{}: '{}' cannot be the name of an experiment: {}", configuration.file,
                                  configuration.experiment, fault));
  return {configuration.file,
          configuration.cfg_id,
          configuration.title,
          experiment::configuration_folder(configuration.cfg_id, configuration.title),
          0,
          0};
}

std::string mode_of(experiment::Layout layout, bool detached) {
  return layout == experiment::Layout::Single ? "single" : detached ? "nohup" : "multiprocess";
}

experiment::OpenExperiment create_experiment(const ConfigSelection& selection, const LaunchOptions& options,
                                             Warnings& warnings) {
  experiment::refuse_dangling(options.results_dir);
  posix::make_folders(options.results_dir);
  const auto results = experiment::open_results(options.results_dir);
  posix::check_writable(results.get(), options.results_dir);
  Nascent nascent(results.get());
  experiment::OpenExperiment experiment;
  std::unique_ptr<experiment::PlanWriter> plan;
  FolderCheck folders;
  for_each_configuration(selection, warnings, [&](Configuration&& configuration) {
    const auto line = planned_line(configuration);
    if (!plan) {
      experiment.ref.name = configuration.experiment;
      plan = std::make_unique<experiment::PlanWriter>(nascent.folder.get(),
                                                      header_for(selection, options, experiment.ref.name));
    }
    folders.add(line);
    plan->add(line, planned_text(configuration));
  });
  const auto layout = experiment::layout_of(plan->configurations(), options.runs_no.value_or(1));
  plan->publish(1, layout);

  const int folder = nascent.folder.get();
  posix::create_file(folder, experiment::names::mode, mode_of(layout, options.detach.value_or(true)) + "\n");
  posix::create_file(folder, experiment::names::ppid, fmt::format("{}\n", posix::own_pid()));
  if (options.comment) posix::create_file(folder, experiment::names::comment, *options.comment);
  posix::create_file(folder, experiment::names::journal, experiment::journal_header);
  auto& ref = experiment.ref;
  ref.timestamp = publish(nascent, ref.name);
  ref.folder = experiment::folder_of_experiment(ref.timestamp, ref.name);
  ref.path = options.results_dir + "/" + ref.folder;
  experiment.folder = std::move(nascent.folder);
  return experiment;
}

}  // namespace liftoff::launch
