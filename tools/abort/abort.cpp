#include "abort/abort.hpp"

#include <iostream>
#include <set>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "abort/live_parts.hpp"
#include "abort/verbs.hpp"
#include "posix/terminal.hpp"
#include "text/words.hpp"

namespace liftoff::tools {

namespace {

using options::Options;

std::string line_for(const abort::LiveParts& parts) {
  auto text =
      fmt::format("{}: {}, {} running", parts.experiment.path, text::counted(parts.launchers.size(), "launcher"),
                  text::counted(parts.keepers.size(), "run"));
  if (!parts.programs.empty())
    text += fmt::format(", {} left by dead keepers", text::counted(parts.programs.size(), "process", "processes"));
  return text;
}

/// The running ones among those that are asked for: the newest, or all. `hosts` are those where the others run.
std::vector<abort::LiveParts> running_experiments(const Options& options, std::set<std::string>& hosts) {
  std::vector<abort::LiveParts> running;
  const experiment::ExperimentFilter filter{options.experiment, options.timestamp};
  for (const auto& experiment : experiment::list_experiments(options.launch.results_dir, filter)) {
    auto parts = abort::find_live_parts(experiment);
    if (!parts.any()) hosts.insert(parts.elsewhere.begin(), parts.elsewhere.end());
    if (!parts.any()) continue;
    running.push_back(std::move(parts));
    if (!options.all) break;
  }
  return running;
}

bool confirmed(const Tool& tool, const std::vector<abort::LiveParts>& running) {
  if (!posix::is_terminal(0))
    throw usage_error("this is not a terminal, so nobody can be asked", "use -y to end them without asking");
  for (const auto& parts : running) tool.say(line_for(parts));
  fmt::print(stderr, "End {}? (y/n) ", running.size() == 1 ? "it" : "them all");
  std::string answer;
  return std::getline(std::cin, answer) && !answer.empty() && (answer[0] == 'y' || answer[0] == 'Y');
}

/// Whether anything is left.
bool end_one(const Tool& tool, const abort::LiveParts& parts, std::chrono::milliseconds grace) {
  const auto report = abort::abort_experiment(parts.experiment, grace);
  const auto ended = static_cast<std::size_t>(report.ended);
  tool.say(fmt::format("{}: ended {} and everything {} started", parts.experiment.path,
                       text::counted(ended, "process", "processes"), ended == 1 ? "it" : "they"));
  if (!report.unmarked.empty())
    tool.warn(fmt::format("the experiment could not be marked as aborted: {}", report.unmarked));
  for (const auto& process : report.survivors) tool.warn(fmt::format("process {} is still alive", process.pid));
  for (const auto& host : report.elsewhere)
    tool.warn(fmt::format("a run on {} can't be reached from here: run liftoff-abort there", host));
  return !report.survivors.empty() || !report.elsewhere.empty();
}

std::string nothing_runs(const std::set<std::string>& hosts) {
  if (hosts.empty()) return "nothing is running";
  return fmt::format("nothing runs here, but runs are alive on {}: run liftoff-abort there", fmt::join(hosts, ", "));
}

}  // namespace

int abort_running(const Tool& tool, const Options& options) {
  const auto grace = options.launch.grace.value_or(std::chrono::seconds(10));
  std::set<std::string> hosts;
  const auto running = running_experiments(options, hosts);
  if (running.empty()) {
    tool.say(nothing_runs(hosts));
    return static_cast<int>(ExitCode::Failed);
  }
  if (!options.yes && !confirmed(tool, running)) {
    tool.say("nothing was ended");
    return static_cast<int>(ExitCode::Failed);
  }
  if (options.yes)
    for (const auto& parts : running) tool.say(line_for(parts));
  bool left = false;
  for (const auto& parts : running) left = end_one(tool, parts, grace) || left;
  return static_cast<int>(left ? ExitCode::Failed : ExitCode::Done);
}

}  // namespace liftoff::tools
