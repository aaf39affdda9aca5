#include "experiment/experiments.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <unordered_set>

#include <liftoff/error.hpp>

#include "experiment/journal.hpp"
#include "experiment/layout.hpp"
#include "posix/file.hpp"
#include "posix/lock.hpp"

namespace liftoff {

namespace {

std::optional<std::int64_t> recorded_timestamp(int results, const std::string& folder) {
  const auto fd = posix::open_folder(results, folder.c_str());
  const auto file = fd ? posix::open_for_reading(fd.get(), names::timestamp) : posix::Fd{};
  if (!file) return std::nullopt;
  try {
    const auto text = posix::read_at(file.get(), 0, 32);
    std::int64_t timestamp = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), timestamp);
    return result.ec == std::errc{} && timestamp >= 0 ? std::optional(timestamp) : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::optional<ExperimentRef> as_experiment(int results, const std::string& results_dir, const std::string& folder) {
  ExperimentRef ref{0, folder, folder, results_dir + (results_dir.ends_with('/') ? "" : "/") + folder};
  if (auto parsed = parse_experiment_folder(folder)) {
    ref.timestamp = parsed->timestamp;
    ref.name = std::move(parsed->name);
    return ref;
  }
  if (folder.front() == '.') return std::nullopt;
  const auto timestamp = recorded_timestamp(results, folder);
  if (!timestamp) return std::nullopt;
  ref.timestamp = *timestamp;
  return ref;
}

bool record_is_locked(int experiment_folder, const std::string& run) {
  const auto record = (run.empty() || run == "." ? std::string() : run + "/") + names::record;
  return posix::is_locked(experiment_folder, record.c_str());
}

/// Run folders lie at most two levels down.
bool any_record_locked(int experiment_folder, const std::string& below, int levels) {
  if (record_is_locked(experiment_folder, below)) return true;
  const auto entries = levels > 0 ? posix::list_folder(experiment_folder, below.empty() ? "." : below.c_str()) : std::nullopt;
  if (!entries) return false;
  return std::any_of(entries->begin(), entries->end(), [&](const posix::FolderEntry& entry) {
    if (entry.name.front() == '.') return false;
    const auto path = below.empty() ? entry.name : below + "/" + entry.name;
    return entry.kind == posix::FileKind::Directory && any_record_locked(experiment_folder, path, levels - 1);
  });
}

}  // namespace

bool ExperimentFilter::matches(const ExperimentRef& experiment) const {
  return (!name || *name == experiment.name) && (!timestamp || *timestamp == experiment.timestamp);
}

posix::Fd open_results(const std::string& results_dir) {
  auto fd = posix::open_folder(posix::here(), (results_dir + "/.").c_str());
  if (!fd && errno != ENOENT) posix::fail("cannot open the results folder", results_dir);
  return fd;
}

std::vector<ExperimentRef> list_experiments(const std::string& results_dir, const ExperimentFilter& filter) {
  std::vector<ExperimentRef> found;
  const auto results = open_results(results_dir);
  if (!results) return found;
  const auto entries = posix::list_folder(results.get(), ".");
  if (!entries) posix::fail("cannot read the results folder", results_dir);
  const auto is_there = [&](const std::string& name) { return posix::info(results.get(), name.c_str()).kind != posix::FileKind::None; };
  if (is_there(names::timestamp) || is_there(std::string(names::plan_prefix) + "1.jsonl"))
    throw usage_error(results_dir + " is an experiment, not the folder that experiments lie in", "give the folder above it, and the experiment with -t or -e");
  for (const auto& entry : *entries) {
    if (entry.kind != posix::FileKind::Directory) continue;
    auto ref = as_experiment(results.get(), results_dir, entry.name);
    if (ref && filter.matches(*ref)) found.push_back(std::move(*ref));
  }
  std::sort(found.begin(), found.end(), [](const ExperimentRef& a, const ExperimentRef& b) {
    return a.timestamp != b.timestamp ? a.timestamp > b.timestamp : a.folder < b.folder;
  });
  return found;
}

std::optional<std::vector<std::string>> unfinished_runs(int experiment_folder) {
  const auto journal = posix::open_for_reading(experiment_folder, names::journal);
  if (!journal) return std::nullopt;
  std::unordered_set<std::string> open;
  read_journal(journal.get(), 0, [&](const JournalLine& line) {
    if (line.event == JournalEvent::Start || line.event == JournalEvent::Requeued) open.emplace(line.run);
    else open.erase(std::string(line.run));
  });
  return std::vector<std::string>(open.begin(), open.end());
}

bool is_running(int experiment_folder) {
  if (!live_launchers(experiment_folder).empty()) return true;
  const auto runs = unfinished_runs(experiment_folder);
  if (!runs) return any_record_locked(experiment_folder, "", 2);
  return std::any_of(runs->begin(), runs->end(),
                     [&](const std::string& run) { return record_is_locked(experiment_folder, run); });
}

}  // namespace liftoff
