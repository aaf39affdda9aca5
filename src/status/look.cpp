#include "status/look.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/judge_run.hpp"
#include "experiment/layout.hpp"
#include "experiment/run_folder.hpp"
#include "experiment/small_text.hpp"
#include "posix/folder.hpp"
#include "status/estimate.hpp"
#include "text/whole_number.hpp"

namespace liftoff::status {

namespace {

/// What judging adds to the tally, for one look.
class Judging {
 public:
  Judging(const experiment::OpenExperiment& experiment, const TallySource& source, experiment::Machine& machine)
      : folder_(experiment.folder.get()), ref_(experiment.ref), source_(source), machine_(machine) {}

  Look result() {
    auto& summary = look_.summary;
    summary.timestamp = ref_.timestamp;
    summary.name = ref_.name;
    summary.path = ref_.path;
    summary.mode = experiment::small_text(folder_, experiment::names::mode);
    summary.comment = experiment::small_text(folder_, experiment::names::comment);
    summary.problems = source_.problems;
    summary.succeeded = source_.tally.succeeded;
    look_.times = source_.tally;
    look_.launchers = experiment::live_launchers(folder_);
    if (!look_.launchers.empty()) summary.pid = look_.launchers.front().process.pid;
    for (const auto& [run, unsettled] : source_.tally.unsettled) add(run, unsettled);
    count();
    estimate(look_, machine_.now());
    std::sort(look_.open.begin(), look_.open.end(),
              [](const JudgedRun& a, const JudgedRun& b) { return a.run < b.run; });
    return std::move(look_);
  }

 private:
  void add(const experiment::RunRef& run, const UnsettledRun& unsettled) {
    using Kind = UnsettledRun::Kind;
    if (unsettled.kind == Kind::Waiting) return void(++waiting_folders_);
    if (unsettled.kind == Kind::Open) return judge_open(run);
    ++look_.summary.crashed;
    if (!source_.from_journal)
      look_.times.add_times(text::whole_number(unsettled.started), text::whole_number(unsettled.ended));
  }

  void judge_open(const experiment::RunRef& run) {
    const auto folder = experiment::open_run_folder(folder_, run);
    // Where it is absent: noted in the journal, killed before its folder was made, or removed since.
    if (!folder && !folder.error().is_absent())
      look_.summary.problems.push_back(fmt::format("{}: {}", run.text(), folder.error().text()));
    auto facts = experiment::facts_of_run(folder_, ref_, run, folder.get(), machine_);
    JudgedRun judged{run, experiment::judge(facts, machine_.host(), machine_.boot()), std::move(facts.record)};
    count_judged(judged);
    look_.open.push_back(std::move(judged));
  }

  void count_judged(const JudgedRun& judged) {
    auto& summary = look_.summary;
    if (std::holds_alternative<experiment::Waiting>(judged.state) ||
        std::holds_alternative<experiment::Unrecorded>(judged.state))
      ++waiting_folders_;
    else if (const auto* running = std::get_if<experiment::Running>(&judged.state)) add_running(judged, *running);
    else if (const auto* succeeded = std::get_if<experiment::Succeeded>(&judged.state)) {
      ++summary.succeeded;
      look_.times.add_times(succeeded->started, succeeded->ended);
    } else if (const auto* crashed = std::get_if<experiment::Crashed>(&judged.state)) {
      ++summary.crashed;
      look_.times.add_times(crashed->started, crashed->ended);
    } else {
      ++summary.lost;
      const auto* attempt = judged.record.last();
      const bool known_alive = program_lives_ || !look_.launchers.empty();
      if (!known_alive && attempt && attempt->start.keeper.host == machine_.host())
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
    summary.by_hand = experiment::is_made_by_hand(folder_);
    if (summary.by_hand) summary.waiting = 0;  // nobody will start it
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

Look judge_experiment(const experiment::OpenExperiment& experiment, const TallySource& source,
                      experiment::Machine& machine) {
  return Judging(experiment, source, machine).result();
}

Look look_at(int results_folder, const experiment::ExperimentRef& ref, bool rescan, experiment::Machine& machine) {
  Look look;
  look.summary.timestamp = ref.timestamp;
  look.summary.name = ref.name;
  look.summary.path = ref.path;
  experiment::OpenExperiment experiment;
  experiment.ref = ref;
  auto folder = posix::open_folder(results_folder, ref.folder.c_str());
  if (!folder) {
    look.summary.problems.push_back("its folder: " + folder.error().text());
    look.summary.alive = !folder.error().is_absent();
    return look;
  }
  experiment.folder = std::move(folder);
  try {
    return judge_experiment(experiment, read_tally(experiment.folder.get(), rescan), machine);
  } catch (const Error& error) {
    look.summary.problems.emplace_back(error.what());
    look.summary.alive = true;
    return look;
  }
}

}  // namespace liftoff::status
