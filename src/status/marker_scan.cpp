#include "status/marker_scan.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "experiment/layout.hpp"
#include "experiment/run_folders.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"

namespace liftoff::status {

namespace {

constexpr std::size_t longest_marker = 64;

bool is_marker(const posix::Result<posix::FileInfo>& seen) { return seen && seen->kind == posix::FileKind::Regular; }

/// Reads markers below one folder without allocating for each.
class Markers {
 public:
  explicit Markers(int folder) : folder_(folder) {}

  bool exists(std::string_view run, const char* marker) { return is_marker(look(run, marker)); }
  posix::Result<posix::FileInfo> look(std::string_view run, const char* marker) {
    return posix::inspect(folder_, path(run, marker));
  }
  /// The marker's time, 0 where it holds none; nothing where there is no marker.
  std::optional<std::int64_t> time(std::string_view run, const char* marker) {
    char text[longest_marker];
    const auto size = posix::read_small(folder_, path(run, marker), text, sizeof text);
    if (!size && size.error().is_no_file()) return std::nullopt;
    std::int64_t seconds = 0;
    std::from_chars(text, text + size.value_or(0), seconds);
    return seconds;
  }
  std::int64_t modified(std::string_view run, const char* marker) {
    return posix::info(folder_, path(run, marker)).modified_ns;
  }

 private:
  const char* path(std::string_view run, const char* marker) {
    path_.assign(run).append(run.empty() ? "" : "/").append(marker);
    return path_.c_str();
  }
  int folder_;
  std::string path_;
};

/// Adds one run folder; `key` is its path from the experiment.
void add_run(Markers& markers, std::string_view run, const std::string& key, RunTally& tally) {
  const auto ended = markers.time(run, experiment::names::end);
  const auto started = markers.time(run, experiment::names::start);
  if (ended) {
    ++tally.succeeded;
    tally.add_times(started, *ended);
    return;
  }
  UnsettledRun unsettled;
  unsettled.started = static_cast<double>(started.value_or(0));
  const auto crashed = markers.time(run, experiment::names::crash);
  if (crashed && !markers.exists(run, experiment::names::record)) {
    unsettled.kind = UnsettledRun::Kind::Crashed;
    unsettled.ended = static_cast<double>(*crashed);
    unsettled.stamp = markers.modified(run, experiment::names::crash);
  } else if (!started && !crashed) {
    unsettled.kind = UnsettledRun::Kind::Waiting;
  }
  tally.unsettled.emplace(key, unsettled);
}

/// Whether the one marker that would have to change first is as it was.
bool is_unchanged(Markers& markers, const std::string& run, const UnsettledRun& unsettled) {
  if (unsettled.kind == UnsettledRun::Kind::Crashed)
    return markers.modified(run, experiment::names::crash) == unsettled.stamp;
  return unsettled.kind == UnsettledRun::Kind::Waiting && !markers.exists(run, experiment::names::start);
}

/// Adds `<configuration>/<run id>` folders.
void walk_repetitions(int experiment, const std::string& configuration, TreeWalk& walk) {
  const auto folder = posix::open_folder(experiment, configuration.c_str());
  const auto modified = folder ? posix::info(folder.get()).modified_ns : 0;
  const auto entries = folder ? posix::list_folder(folder.get(), ".") : folder.error();
  if (!entries) {
    walk.problems.push_back(fmt::format("{}: {}", configuration, entries.error().text()));
    walk.folders.push_back({configuration, 0});
    return;
  }
  walk.folders.push_back({configuration, modified});
  Markers markers(folder.get());
  for (const auto& entry : *entries)
    if (entry.name.front() != '.' && entry.kind == posix::FileKind::Directory) {
      const auto leaf = markers.look(entry.name, experiment::names::leaf);
      if (is_marker(leaf)) add_run(markers, entry.name, configuration + "/" + entry.name, walk.tally);
      else if (!leaf && !leaf.error().is_no_file())
        walk.problems.push_back(fmt::format("{}/{}: {}", configuration, entry.name, leaf.error().text()));
    }
}

}  // namespace

bool refresh_unsettled(int experiment_folder, RunTally& tally) {
  Markers markers(experiment_folder);
  std::vector<std::string> changed;
  for (const auto& [run, unsettled] : tally.unsettled)
    if (!is_unchanged(markers, run, unsettled)) changed.push_back(run);
  bool settled = false;
  for (const auto& run : changed) {
    const auto before = tally.unsettled.at(run);
    tally.unsettled.erase(run);
    add_run(markers, run == "." ? "" : run, run, tally);
    const auto it = tally.unsettled.find(run);
    settled = settled || it == tally.unsettled.end() || it->second.kind != before.kind;
  }
  return settled;
}

TreeWalk walk_tree(int experiment_folder) {
  TreeWalk walk;
  Markers markers(experiment_folder);
  if (markers.exists("", experiment::names::leaf)) {
    add_run(markers, "", ".", walk.tally);
    return walk;
  }
  // Trees of the original never have runs below a run; ours may, after a --resume with more repetitions.
  const bool original = !markers.exists("", fmt::format("{}1.jsonl", experiment::names::plan_prefix).c_str());
  walk.names = experiment::configuration_folders(experiment_folder);
  for (const auto& name : walk.names) {
    const bool is_run = markers.exists(name, experiment::names::leaf);
    if (is_run) add_run(markers, name, name, walk.tally);
    if (!is_run || !original) walk_repetitions(experiment_folder, name, walk);
  }
  return walk;
}

}  // namespace liftoff::status
