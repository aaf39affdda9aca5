#include "status/marker_scan.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "experiment/layout.hpp"
#include "experiment/run_folders.hpp"
#include "posix/file.hpp"

namespace liftoff::status {

namespace {

constexpr std::size_t longest_marker = 64;

/// Reads markers below one folder without allocating for each.
class Markers {
 public:
  explicit Markers(int folder) : folder_(folder) {}

  void look_below(int folder) { folder_ = folder; }
  bool exists(std::string_view run, const char* marker) {
    return posix::info(folder_, path(run, marker)).kind == posix::FileKind::Regular;
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

/// Adds one run, whose folder is `run` below that of the markers.
void add_run(Markers& markers, std::string_view run, const experiment::RunRef& ref, RunTally& tally) {
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
  tally.unsettled.emplace(ref, unsettled);
}

/// Whether the one marker that would have to change first is as it was.
bool is_unchanged(Markers& markers, std::string_view run, const UnsettledRun& unsettled) {
  if (unsettled.kind == UnsettledRun::Kind::Crashed)
    return markers.modified(run, experiment::names::crash) == unsettled.stamp;
  return unsettled.kind == UnsettledRun::Kind::Waiting && !markers.exists(run, experiment::names::start);
}

}  // namespace

bool refresh_unsettled(int experiment_folder, RunTally& tally) {
  Markers markers(experiment_folder);
  std::vector<experiment::RunRef> changed;
  for (const auto& [run, unsettled] : tally.unsettled)
    if (!is_unchanged(markers, run.relative(), unsettled)) changed.push_back(run);
  bool settled = false;
  for (const auto& run : changed) {
    const auto before = tally.unsettled.at(run);
    tally.unsettled.erase(run);
    add_run(markers, run.relative(), run, tally);
    const auto it = tally.unsettled.find(run);
    settled = settled || it == tally.unsettled.end() || it->second.kind != before.kind;
  }
  return settled;
}

TreeWalk walk_tree(int experiment_folder) {
  TreeWalk walk;
  Markers markers(experiment_folder);
  experiment::DiskWalkUse use;
  use.run = [&](const experiment::RunRef& run, int at, std::string_view name) {
    markers.look_below(at);
    add_run(markers, name, run, walk.tally);
  };
  use.searched = [&](const experiment::RunRef& folder, std::int64_t modified_ns, std::vector<std::string>&& names) {
    if (folder.is_whole()) walk.names = std::move(names);
    else walk.folders.push_back({folder.relative(), modified_ns});
  };
  use.problem = [&](const experiment::RunRef& folder, posix::SystemError error) {
    walk.problems.push_back(fmt::format("{}: {}", folder.text(), error.text()));
  };
  experiment::walk_disk(experiment_folder, experiment::FolderOrder::AsFound, use);
  std::sort(walk.names.begin(), walk.names.end());
  return walk;
}

}  // namespace liftoff::status
