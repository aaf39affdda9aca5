#include "status/look.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "experiment/small_text.hpp"
#include "posix/folder.hpp"
#include "posix/open_below.hpp"
#include "status/time_left.hpp"

namespace liftoff::status {

namespace {

/// What judging adds to the tally, for one look.
class Judging {
 public:
  Judging(int folder, const experiment::ExperimentRef& ref, const TallySource& source, experiment::Machine& machine)
      : folder_(folder), ref_(ref), source_(source), machine_(machine) {}

  Look result() {
    auto& summary = look_.summary;
    summary.timestamp = ref_.timestamp;
    summary.name = ref_.name;
    summary.path = ref_.path;
    summary.mode = experiment::small_text(folder_, experiment::names::mode);
    summary.comment = experiment::small_text(folder_, experiment::names::comment);
    summary.problems = source_.problems;
    summary.succeeded = source_.tally.succeeded;
    look_.durations = source_.tally.durations;
    look_.busy = source_.tally.busy;
    look_.run_seconds = source_.tally.run_seconds;
    for (const auto& [run, unsettled] : source_.tally.unsettled) add(run, unsettled);
    look_.launchers = experiment::live_launchers(folder_);
    if (!look_.launchers.empty()) summary.pid = look_.launchers.front().process.pid;
    count();
    estimate(look_, machine_.now());
    std::sort(look_.open.begin(), look_.open.end(),
              [](const JudgedRun& a, const JudgedRun& b) { return a.run < b.run; });
    return std::move(look_);
  }

 private:
  void add(const std::string& run, const UnsettledRun& unsettled) {
    using Kind = UnsettledRun::Kind;
    if (unsettled.kind == Kind::Waiting) return void(++waiting_folders_);
    if (unsettled.kind == Kind::Open) return judge_open(run);
    ++look_.summary.crashed;
    if (!source_.from_journal)
      add_times(static_cast<std::int64_t>(unsettled.started), static_cast<std::int64_t>(unsettled.ended));
  }

  void add_times(std::optional<std::int64_t> started, std::int64_t ended) {
    if (!started || *started <= 0 || ended < *started) return;
    const auto from = static_cast<double>(*started), to = static_cast<double>(ended);
    look_.durations.add(to - from);
    look_.run_seconds += to - from;
    look_.busy.add(from, to);
  }

  void judge_open(const std::string& run) {
    const auto folder = posix::open_folder_below(folder_, run);
    if (!folder) {
      // Noted in the journal, killed before its folder was made, or removed since.
      if (folder.error().is_absent()) return void(++waiting_folders_);
      look_.summary.problems.push_back(fmt::format("{}: {}", run, folder.error().text()));
    }
    auto facts = folder ? experiment::facts_of_run(folder_, ref_, run, folder.get(), machine_) : experiment::RunFacts{};
    JudgedRun judged{run, experiment::judge(facts, machine_.host(), machine_.boot()), std::move(facts.record)};
    count_judged(judged);
    look_.open.push_back(std::move(judged));
  }

  void count_judged(const JudgedRun& judged) {
    auto& summary = look_.summary;
    if (std::holds_alternative<experiment::Waiting>(judged.state)) ++waiting_folders_;
    else if (const auto* running = std::get_if<experiment::Running>(&judged.state)) add_running(judged, *running);
    else if (const auto* succeeded = std::get_if<experiment::Succeeded>(&judged.state)) {
      ++summary.succeeded;
      add_times(succeeded->started, succeeded->ended);
    } else if (const auto* crashed = std::get_if<experiment::Crashed>(&judged.state)) {
      ++summary.crashed;
      add_times(crashed->started, crashed->ended);
    } else {
      ++summary.lost;
      const auto* attempt = judged.record.last();
      if (!program_lives_ && attempt && attempt->start.keeper.host == machine_.host())
        program_lives_ = machine_.has_token(attempt->start.token);
    }
  }

  void add_running(const JudgedRun& judged, const experiment::Running& running) {
    ++look_.summary.running;
    const auto* attempt = judged.record.last();
    const auto started =
        attempt && attempt->start.started > 0 ? attempt->start.started : static_cast<double>(running.started);
    look_.running_since.push_back(started);
    if (!running.verified && attempt) add_unverified(attempt->start.keeper.host.host, started);
  }

  void add_unverified(const std::string& host, double since) {
    auto& all = look_.summary.unverified;
    auto it = std::find_if(all.begin(), all.end(), [&](const UnverifiedRuns& runs) { return runs.host == host; });
    if (it == all.end()) it = all.insert(all.end(), {host, 0, since});
    ++it->runs;
    it->since = std::min(it->since, since);
  }

  void count() {
    auto& summary = look_.summary;
    const auto seen = summary.succeeded + summary.crashed + summary.running + summary.lost;
    // A plan tells how many there are; without one, only the folders that were made do.
    summary.waiting = std::max<std::int64_t>(source_.planned ? *source_.planned - seen : waiting_folders_, 0);
    summary.total = seen + summary.waiting;
    summary.alive = !look_.launchers.empty() || summary.running > 0 || program_lives_;
    // Launchers of the original leave no trace but their programs.
    look_.launching = !look_.launchers.empty() || (!source_.planned && summary.running > 0);
  }

  int folder_;
  const experiment::ExperimentRef& ref_;
  const TallySource& source_;
  experiment::Machine& machine_;
  Look look_;
  std::int64_t waiting_folders_ = 0;
  bool program_lives_ = false;
};

}  // namespace

Look judge_experiment(int experiment_folder, const experiment::ExperimentRef& ref, const TallySource& source,
                      experiment::Machine& machine) {
  return Judging(experiment_folder, ref, source, machine).result();
}

void estimate(Look& look, double now) {
  auto& summary = look.summary;
  auto busy = look.busy;
  double seconds = look.run_seconds;
  std::vector<double> elapsed;
  for (const double since : look.running_since) {
    elapsed.push_back(since > 0 ? std::max(0.0, now - since) : 0);  // clocks jump
    seconds += elapsed.back();
    busy.add(since, now);
  }
  summary.elapsed = busy.total();
  if (!busy.empty()) {
    summary.started = busy.first();
    if (summary.running == 0) summary.ended = busy.last();
  }
  if (summary.elapsed > 0) summary.parallelism = seconds / summary.elapsed;
  if (look.durations.count() > 0) summary.average_time = look.durations.mean();
  if (summary.average_time && summary.parallelism && *summary.parallelism > 0)
    summary.time_per_run = *summary.average_time / *summary.parallelism;
  if (!summary.alive) return;
  const auto before = summary.parallelism ? std::llround(*summary.parallelism) : 1;
  const auto slots = summary.running > 0 ? summary.running : std::max<std::int64_t>(1, before);
  summary.time_left = time_left({&look.durations, elapsed, look.launching ? summary.waiting : 0, slots});
}

Look look_at(int results_folder, const experiment::ExperimentRef& ref, bool rescan, experiment::Machine& machine) {
  Look look;
  look.summary.timestamp = ref.timestamp;
  look.summary.name = ref.name;
  look.summary.path = ref.path;
  const auto folder = posix::open_folder(results_folder, ref.folder.c_str());
  if (!folder) {
    look.summary.problems.push_back(folder.error().text());
    return look;
  }
  try {
    return judge_experiment(folder.get(), ref, read_tally(folder.get(), rescan), machine);
  } catch (const Error& error) {
    look.summary.problems.emplace_back(error.what());
    return look;
  }
}

}  // namespace liftoff::status
