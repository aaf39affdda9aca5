#include "experiment/run_folders.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "experiment/layout.hpp"
#include "experiment/plan.hpp"
#include "posix/folder.hpp"

namespace liftoff::experiment {

namespace {

std::int64_t leading_number(const std::string& text) {
  std::int64_t number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool could_hold_runs(const posix::FolderEntry& entry) {
  return entry.name.front() != '.' && entry.kind == posix::FileKind::Directory;
}

std::vector<std::string> walked_run_folders(int experiment_folder) {
  const auto is_run = [&](const std::string& path) {
    return posix::info(experiment_folder, path.c_str()).kind == posix::FileKind::Regular;
  };
  if (is_run(names::leaf)) return {"."};
  std::vector<std::string> found;
  for (const auto& name : configuration_folders(experiment_folder)) {
    if (is_run(name + "/" + names::leaf)) found.push_back(name);
    const auto folder = posix::open_folder(experiment_folder, name.c_str());
    if (!folder) continue;
    for (const auto& run : configuration_folders(folder.get()))
      if (is_run(name + "/" + run + "/" + names::leaf)) found.push_back(name + "/" + run);
  }
  // By the numbers that names begin with, then by name.
  std::stable_sort(found.begin(), found.end(), [](const std::string& a, const std::string& b) {
    const auto split = [](const std::string& path) {
      return std::pair(leading_number(path), leading_number(path.substr(path.find('/') + 1)));
    };
    return split(a) < split(b);
  });
  return found;
}

}  // namespace

std::vector<std::string> configuration_folders(int experiment_folder) {
  std::vector<std::string> found;
  if (const auto entries = posix::list_folder(experiment_folder, "."))
    for (const auto& entry : *entries)
      if (could_hold_runs(entry)) found.push_back(entry.name);
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::string> run_folders(int experiment_folder) {
  const auto plan = Plan::open(experiment_folder);
  if (!plan) return walked_run_folders(experiment_folder);
  std::vector<std::string> configurations, runs;
  plan->for_each([&](std::size_t, const PlannedConfiguration& c) { configurations.push_back(c.folder); });
  for (int run_id = 0; run_id < plan->runs_no(); ++run_id)
    for (const auto& configuration : configurations) {
      const auto run = run_path(plan->header().layout, configuration, run_id);
      runs.push_back(run.empty() ? "." : run);
    }
  return runs;
}

}  // namespace liftoff::experiment
