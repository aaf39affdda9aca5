#include "experiment/find_run.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/run_folders.hpp"
#include "posix/folder.hpp"
#include "posix/path.hpp"

namespace liftoff::experiment {

namespace {

/// Whether `run` is what `text` calls it. A configuration's folder that is a run is its run 0.
bool is_called(const std::string& run, const std::string& text) {
  const auto slash = run.find('/');
  const auto configuration = run.substr(0, slash);
  const auto id = configuration.substr(0, configuration.find('_'));
  if (configuration == text || id == text) return true;
  const auto rest = slash == std::string::npos ? "/0" : run.substr(slash);
  return configuration + rest == text || id + rest == text;
}

/// `text` as a path of a folder in `experiment`, relative to it; nothing where it leads elsewhere.
std::optional<std::string> below(const ExperimentRef& experiment, const std::string& text) {
  const auto path = posix::absolute_path(text), base = posix::absolute_path(experiment.path);
  if (path == base) return ".";
  if (!path.starts_with(base + "/")) return std::nullopt;
  return path.substr(base.size() + 1);
}

std::vector<std::string> matching(int results_folder, const ExperimentRef& experiment, const std::string& text) {
  const auto folder = posix::open_folder(results_folder, experiment.folder.c_str());
  if (!folder) return {};
  const auto path = below(experiment, text);
  std::vector<std::string> found;
  for (auto& run : run_folders(folder.get())) {
    if (run == text || (path && run == *path)) return {run};
    if (!path && is_called(run, text)) found.push_back(std::move(run));
  }
  return found;
}

}  // namespace

RunLocation find_run(int results_folder, const std::vector<ExperimentRef>& experiments, const std::string& text) {
  for (const auto& experiment : experiments) {
    const auto runs = matching(results_folder, experiment, text);
    if (runs.size() == 1) return {experiment, runs.front()};
    if (runs.size() < 2) continue;
    std::string some;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, runs.size()); ++i)
      some += fmt::format("{}'{}'", i == 0 ? "" : ", ", runs[i]);
    throw usage_error(fmt::format("'{}' names {} runs of {}", text, runs.size(), experiment.folder),
                      fmt::format("say which: {}{}", some, runs.size() > 3 ? ", …" : ""));
  }
  throw usage_error(fmt::format("there is no run '{}'", text), "liftoff-status --runs lists the runs of an experiment");
}

}  // namespace liftoff::experiment
