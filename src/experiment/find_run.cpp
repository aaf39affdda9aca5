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
bool is_called(const RunRef& run, const std::string& text) {
  if (run.is_whole()) return false;
  const std::string configuration(run.configuration());
  const auto id = configuration.substr(0, configuration.find('_'));
  if (configuration == text || id == text) return true;
  const auto rest = run.depth() < 2 ? "/0" : std::string(run.text().substr(configuration.size()));
  return configuration + rest == text || id + rest == text;
}

/// The run that lies at the path `text`, if that leads into `experiment`.
std::optional<RunRef> below(const ExperimentRef& experiment, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto path = posix::absolute_path(text), base = posix::absolute_path(experiment.path);
  if (path == base) return RunRef();
  if (!path.starts_with(base + "/")) return std::nullopt;
  return RunRef(path.substr(base.size() + 1));
}

std::vector<RunRef> matching(int results_folder, const ExperimentRef& experiment, const std::string& text) {
  const auto folder = posix::open_folder(results_folder, experiment.folder.c_str());
  if (!folder) return {};
  const auto path = below(experiment, text);
  std::vector<RunRef> found;
  for (auto& run : all_runs(folder.get())) {
    if (run.text() == text || run == path) return {run};
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
      some += fmt::format("{}'{}'", i == 0 ? "" : ", ", runs[i].text());
    throw usage_error(fmt::format("'{}' names {} runs of {}", text, runs.size(), experiment.folder),
                      fmt::format("say which: {}{}", some, runs.size() > 3 ? ", …" : ""));
  }
  throw usage_error(fmt::format("there is no run '{}'", text), "liftoff-status --runs lists the runs of an experiment");
}

}  // namespace liftoff::experiment
