#include "status/live_status.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "experiment/run_folder.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"
#include "posix/folder.hpp"
#include "status/estimate.hpp"

namespace liftoff::status {

namespace {

constexpr std::size_t most_run_watches = 8192;  // the kernel's stock is shared by all of a user's programs

std::string parent_of(const std::string& path) {
  auto text = path;
  while (text.size() > 1 && text.ends_with('/')) text.pop_back();
  const auto slash = text.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : text.substr(0, slash);
}

std::string key_of(const posix::ProcessId& process) {
  return std::to_string(process.pid) + "-" + std::to_string(process.start_ticks);
}

bool has_ended(const posix::Fd& keeper) {
  posix::PollSet set;
  set.add(keeper.get());
  return set.wait(posix::monotonic_now());
}

}  // namespace

LiveStatus::LiveStatus(StatusQuery query) : query_(std::move(query)) { refresh(); }

void LiveStatus::add_to(posix::PollSet& set) const {
  set.add(files_.fd());
  for (const auto& [folder, experiment] : experiments_)
    for (const auto& [run, keeper] : experiment.keepers) set.add(keeper.get());
}

void LiveStatus::note(const posix::FileEvent& event) {
  if (event.watch < 0 || event.watch == results_watch_) list_changed_ = true;
  if (event.watch < 0)
    for (auto& [folder, experiment] : experiments_) experiment.changed = experiment.reread = true;
  const auto owner = owners_.find(event.watch);
  if (owner == owners_.end()) return;
  const auto it = experiments_.find(owner->second);
  // What readers leave there says nothing about the experiment.
  if (it == experiments_.end() || event.name == experiment::names::cache || event.name.starts_with(".liftoff-tmp"))
    return;
  it->second.changed = true;
  // A name means that something came or went in the experiment's folder; the journal, watched itself, has none.
  if (!event.name.empty()) it->second.reread = true;
}

bool LiveStatus::take_events() {
  for (const auto& event : files_.take()) note(event);
  bool any = list_changed_;
  for (auto& [folder, experiment] : experiments_) {
    const auto gone = std::erase_if(experiment.keepers, [](const auto& item) { return has_ended(item.second); });
    experiment.changed = experiment.changed || gone > 0;
    any = any || experiment.changed;
  }
  return any;
}

void LiveStatus::list() {
  list_changed_ = false;
  if (!results_) {
    // The folder above it is watched before it is looked for: what comes in between is told.
    const auto above = posix::open_folder(posix::here(), (parent_of(query_.results_dir) + "/.").c_str());
    if (above) results_watch_ = files_.add(above.get(), posix::Appeared | posix::Vanished);
    results_ = experiment::open_results(query_.results_dir);
    if (!results_) return;
    files_.remove(results_watch_);
    results_watch_ = files_.add(results_.get(), posix::Appeared | posix::Vanished);
  }
  std::set<std::string> present;
  for (auto& ref : experiment::list_experiments(query_.results_dir, {query_.name, query_.timestamp})) {
    present.insert(ref.folder);
    auto& experiment = experiments_[ref.folder];
    if (experiment.opened.ref.folder.empty()) experiment.opened.ref = std::move(ref);
  }
  std::erase_if(experiments_, [&](const auto& item) { return !present.contains(item.first); });
}

void LiveStatus::refresh() {
  if (list_changed_) list();
  for (auto& [folder, experiment] : experiments_)
    if (experiment.changed) look_again(experiment);
}

void LiveStatus::look_again(Followed& experiment) {
  experiment.changed = false;
  experiment::Machine machine;
  if (!experiment.opened.folder) {
    experiment.opened.folder = posix::open_folder(results_.get(), experiment.opened.ref.folder.c_str());
    if (!experiment.opened.folder) {
      experiment.look = look_at(results_.get(), experiment.opened.ref, query_.rescan, machine);
      return;
    }
  }
  try {
    // Watched first: what happens during the look is looked at again.
    if (std::exchange(experiment.reread, false)) {
      follow_files(experiment);
      experiment.tally.forget();
    }
    const int folder = experiment.opened.folder.get();
    const auto source = query_.rescan ? read_tally(folder, true) : experiment.tally.renew(folder);
    follow_runs(experiment, source);
    experiment.look = judge_experiment(experiment.opened, source, machine);
    follow_keepers(experiment);
    if (!experiment.look.summary.alive) release(experiment);
  } catch (const Error& error) {
    experiment.look.summary.problems = {error.what()};
  }
}

/// Thousands of finished experiments must not use up the descriptors: their watches stay without.
void LiveStatus::release(Followed& experiment) {
  experiment.tally.release();
  experiment.opened.folder.reset();
}

void LiveStatus::watch(Followed& experiment, int file, unsigned happenings) {
  const int watch = file < 0 ? -1 : files_.add(file, happenings);
  if (watch < 0) return;
  owners_[watch] = experiment.opened.ref.folder;
  experiment.watches.push_back(watch);
}

void LiveStatus::follow_files(Followed& experiment) {
  for (const int watch : std::exchange(experiment.watches, {})) {
    files_.remove(watch);
    owners_.erase(watch);
  }
  const int folder = experiment.opened.folder.get();
  watch(experiment, folder, posix::Appeared | posix::Vanished);
  const auto journal = posix::open_for_reading(folder, experiment::names::journal);
  watch(experiment, journal.get(), posix::Written);
  const auto launchers = posix::open_folder(folder, experiment::names::launchers);
  watch(experiment, launchers.get(), posix::Appeared | posix::Vanished | posix::Closed);
}

void LiveStatus::follow_runs(Followed& experiment, const TallySource& source) {
  if (source.from_journal) return;
  const auto& unsettled = source.tally.unsettled;
  std::erase_if(experiment.run_watches, [&](const auto& item) {
    if (unsettled.contains(item.first)) return false;
    files_.remove(item.second);
    owners_.erase(item.second);
    return true;
  });
  for (const auto& [run, state] : unsettled) {
    if (experiment.run_watches.size() >= most_run_watches) return;
    if (state.kind == UnsettledRun::Kind::Crashed || experiment.run_watches.contains(run)) continue;
    const auto folder = experiment::open_run_folder(experiment.opened.folder.get(), run);
    const int watch = folder ? files_.add(folder.get(), posix::Appeared | posix::Vanished) : -1;
    if (watch < 0) continue;
    owners_[watch] = experiment.opened.ref.folder;
    experiment.run_watches[run] = watch;
  }
}

void LiveStatus::follow_keepers(Followed& experiment) {
  std::map<std::string, posix::Fd> keepers;
  const auto keep = [&](const std::string& key, const posix::HostIdentity& host, const posix::ProcessId& process) {
    if (host != posix::this_host() || keepers.contains(key)) return;  // one keeper may own several runs
    auto known = experiment.keepers.extract(key);
    auto fd = known.empty() ? posix::watch(process) : std::move(known.mapped());
    if (fd) keepers.emplace(key, std::move(fd));
    else experiment.changed = true;  // it went between the look and now
  };
  for (const auto& run : experiment.look.open) {
    const auto* attempt = run.record.last();
    // The journal has its start, the folder not yet, and that nobody reports.
    if (std::holds_alternative<experiment::Waiting>(run.state) && (!attempt || !attempt->end) &&
        !experiment.look.launchers.empty())
      experiment.changed = true;
    if (attempt && std::holds_alternative<experiment::Running>(run.state))
      keep(key_of(attempt->start.keeper.process), attempt->start.keeper.host, attempt->start.keeper.process);
  }
  for (const auto& launcher : experiment.look.launchers)
    keep(key_of(launcher.process), launcher.host, launcher.process);
  experiment.keepers = std::move(keepers);
}

std::vector<ExperimentSummary> LiveStatus::summaries() {
  std::vector<ExperimentSummary> all;
  const auto now = posix::unix_time();
  for (auto& [folder, experiment] : experiments_) {
    if (!query_.all && !experiment.look.summary.alive) continue;
    estimate(experiment.look, now);
    all.push_back(experiment.look.summary);
  }
  std::sort(all.begin(), all.end(), [](const ExperimentSummary& a, const ExperimentSummary& b) {
    return a.timestamp != b.timestamp ? a.timestamp > b.timestamp : a.path < b.path;
  });
  return all;
}

}  // namespace liftoff::status
