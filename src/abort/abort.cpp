#include "abort/abort.hpp"

#include <algorithm>
#include <map>

#include "abort/end_processes.hpp"
#include "abort/live_parts.hpp"
#include "abort/record_aborted.hpp"
#include "experiment/abort_mark.hpp"

namespace liftoff::abort {

namespace {

using std::chrono::milliseconds;

/// Launchers and keepers, each once.
std::vector<posix::ProcessId> owners_of(const LiveParts& parts) {
  auto owners = parts.launchers;
  for (const auto* keepers : {&parts.keepers, &parts.idle_keepers})
    for (const auto& keeper : *keepers)
      if (std::find(owners.begin(), owners.end(), keeper) == owners.end()) owners.push_back(keeper);
  return owners;
}

bool contains(const std::vector<posix::ProcessInfo>& processes, const posix::ProcessId& id) {
  return std::any_of(processes.begin(), processes.end(), [&](const auto& process) { return process.id == id; });
}

class Abort {
 public:
  Abort(const experiment::OpenExperiment& experiment, milliseconds grace)
      : experiment_(experiment), folder_(experiment.folder.get()), grace_(grace) {}

  /// Ends what one look finds. Whether another look may find more.
  bool end_once() {
    constexpr milliseconds margin{10'000};  // for a keeper to kill, to reap and to write after its grace
    report_.blind.clear();
    report_.survivors.clear();
    const auto runs = open_runs(folder_, report_.blind);
    for (const auto& run : runs) trails_.insert_or_assign({run.run, run.trail.attempt.attempt}, run.trail);
    Look look;
    auto parts = live_parts(experiment_, runs, look);
    report_.hosts = std::move(parts.hosts);
    report_.users = std::move(parts.users);
    report_.blind.merge(parts.blind);
    remember_families(parts, look);
    const int owners_ended = end_each(owners_of(parts), grace_ + margin, report_.survivors);
    const int owners_left = static_cast<int>(report_.survivors.size());
    const auto tree = end_what_is_left();
    report_.ended += owners_ended + tree.found;
    report_.survivors.insert(report_.survivors.end(), tree.survivors.begin(), tree.survivors.end());
    if (tree.survivors.empty()) record(runs);
    return owners_ended > owners_left || tree.found > static_cast<int>(tree.survivors.size());
  }

  /// What keepers had started and could not end: another user's by now, say, which no trace proves to be theirs.
  void add_outliving() {
    for (const auto& process : families_)
      if (!contains(report_.survivors, process.id) && posix::is_alive(process.id)) report_.survivors.push_back(process);
  }

  AbortReport& report() { return report_; }

 private:
  void remember_families(const LiveParts& parts, Look& look) {
    if (parts.keepers.empty()) return;
    const auto is_keeper = [&keepers = parts.keepers](const posix::ProcessInfo& info) {
      return std::find(keepers.begin(), keepers.end(), info.id) != keepers.end();
    };
    for (const auto& process : posix::those_of(look.processes(), is_keeper))
      if (!is_keeper(process) && !contains(families_, process.id)) families_.push_back(process);
  }

  /// Of all runs that were seen under way, also those whose keepers have ended them since: what outlived that bears
  /// their traces still.
  posix::EndedTree end_what_is_left() const {
    std::vector<keeper::Trail> trails;
    for (const auto& [attempt, trail] : trails_) trails.push_back(trail);
    const auto belongs = [traces = keeper::traces_of(trails), original = original_programs(folder_)](
                             const posix::ProcessInfo& info) { return traces(info) || original(info); };
    return posix::end_processes(belongs, grace_, keeper::programs_of(trails));
  }

  void record(const std::vector<OpenRun>& runs) {
    for (const auto& run : runs)
      if (!run.locked && record_aborted(folder_, run)) ++report_.recorded;
  }

  const experiment::OpenExperiment& experiment_;
  int folder_;
  milliseconds grace_;
  std::map<std::pair<experiment::RunRef, int>, keeper::Trail> trails_;  ///< by run and attempt
  std::vector<posix::ProcessInfo> families_;                            ///< whom keepers had started
  AbortReport report_;
};

}  // namespace

AbortReport abort_experiment(const experiment::ExperimentRef& ref, milliseconds grace) {
  const auto experiment = experiment::OpenExperiment::open(ref);
  const int folder = experiment.folder.get();
  const bool was_marked = experiment::read_abort_mark(folder).has_value();
  Abort abort(experiment, grace);
  auto& report = abort.report();
  report.unmarked = leave_mark(folder, grace);
  while (abort.end_once()) {}
  abort.add_outliving();
  const bool nothing = report.ended == 0 && report.recorded == 0 && report.is_complete();
  if (nothing && !was_marked && report.unmarked.empty()) experiment::remove_abort_mark(folder);
  return std::move(report);
}

}  // namespace liftoff::abort
