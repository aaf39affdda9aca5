#include "metrics/named_run.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "experiment/find_run.hpp"
#include "experiment/layout.hpp"
#include "experiment/run_folder.hpp"
#include "experiment/run_folders.hpp"
#include "posix/folder_reader.hpp"
#include "posix/path.hpp"
#include "results/read_listing.hpp"

namespace liftoff::metrics {

namespace {

bool is_folder(const std::string& path) { return posix::info_followed(path).kind == posix::FileKind::Directory; }
bool is_there(const std::string& path) { return posix::info_followed(path).kind != posix::FileKind::None; }

/// Where the run lies that is called so.
std::string path_of_run(const std::string& results_dir, const std::vector<experiment::ExperimentRef>& experiments,
                        const std::string& text) {
  const auto results = experiment::open_results(results_dir);
  if (is_folder(text)) {
    const bool is_path = experiment::location_of_path(experiments, text).has_value();
    if (is_path || !experiment::known_run(results.get(), experiments, text)) return text;
  }
  const auto found = experiment::find_run(results.get(), experiments, text);
  auto path = found.run.path(found.experiment.path);
  if (!is_there(path)) throw usage_error(fmt::format("run '{}' has not been started", path));
  return path;
}

/// The experiment above a run folder, and the way from it; a folder outside of experiments stands for one itself.
std::pair<experiment::ExperimentRef, experiment::RunRef> locate(const std::string& path) {
  constexpr int most_levels = experiment::RunWalk::deepest_run + 1;
  const std::filesystem::path absolute = posix::absolute_path(path);
  auto folder = absolute;
  for (int level = 0; level < most_levels && folder.has_filename(); ++level, folder = folder.parent_path()) {
    const auto name = folder.filename().string();
    const auto parsed = experiment::parse_experiment_folder(name);
    if (!parsed || !is_there((folder / experiment::names::timestamp).string())) continue;
    return {{parsed->timestamp, parsed->name, name, folder.string()},
            experiment::RunRef::parse(absolute.lexically_relative(folder).string()).value_or(experiment::RunRef())};
  }
  return {{0, absolute.filename().string(), absolute.filename().string(), absolute.string()}, {}};
}

bool is_run(const experiment::FolderListing& listing) {
  const auto& files = listing.files;
  return listing.leaf || std::find(files.begin(), files.end(), experiment::names::config) != files.end();
}

}  // namespace

NamedRun::NamedRun(const std::string& results_dir, const std::vector<experiment::ExperimentRef>& experiments,
                   const std::string& text)
    : path_(path_of_run(results_dir, experiments, text)) {
  const auto [ref, run] = locate(path_);
  experiment_ = experiment::OpenExperiment::open(ref);
  auto folder = experiment::open_run_folder(experiment_.folder.get(), run);
  posix::FolderReader reader;
  auto listing = folder ? results::read_listing(reader, folder) : folder.error();
  if (!listing) throw system_error(fmt::format("{}: {}", path_, listing.error().text()));
  listing_ = std::move(*listing);
  results::add_links(listing_, path_);
  if (!is_run(listing_))
    throw usage_error(fmt::format("'{}' is not a run's folder", path_), "'liftoff-results --runs-only' lists them");
  run_.emplace(experiment_, run, listing_, std::move(folder));
}

}  // namespace liftoff::metrics
