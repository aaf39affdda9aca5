// liftoff-abort: ends running experiments.
#include <iostream>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "abort/abort.hpp"
#include "abort/live_parts.hpp"
#include "common/run_tool.hpp"
#include "launch/options.hpp"
#include "posix/terminal.hpp"
#include "text/words.hpp"

namespace {

using namespace liftoff;

constexpr const char* examples =
    "  liftoff-abort                     the newest running experiment, after asking\n"
    "  liftoff-abort -e test_experiment  the newest running one of that name\n"
    "  liftoff-abort -t 1524936339 -y    that one, without asking\n"
    "  liftoff-abort -a --grace 1s       all of them; a second between TERM and KILL\n"
    "A process that left its run's session, cleared its environment and was orphaned\n"
    "under a keeper that was killed can't be told from a stranger's: without a live\n"
    "keeper such a process survives.\n";

struct Given {
  experiment::ExperimentFilter filter;
  std::string results_dir = "./results";
  std::string grace = "10s";
  bool all = false, yes = false;
};

std::string line_for(const abort::LiveParts& parts) {
  auto text =
      fmt::format("{}: {}, {} running", parts.experiment.path, text::counted(parts.launchers.size(), "launcher"),
                  text::counted(parts.keepers.size(), "run"));
  if (!parts.programs.empty())
    text += fmt::format(", {} left by dead keepers", text::counted(parts.programs.size(), "process", "processes"));
  return text;
}

/// The running ones among those that are asked for: the newest, or all. `elsewhere` counts those that only run on
/// other hosts.
std::vector<abort::LiveParts> running_experiments(const Given& given, std::size_t& elsewhere) {
  std::vector<abort::LiveParts> running;
  for (const auto& experiment : experiment::list_experiments(given.results_dir, given.filter)) {
    auto parts = abort::find_live_parts(experiment);
    if (!parts.any() && !parts.elsewhere.empty()) ++elsewhere;
    if (!parts.any()) continue;
    running.push_back(std::move(parts));
    if (!given.all) break;
  }
  return running;
}

bool confirmed(const tools::Tool& tool, const std::vector<abort::LiveParts>& running) {
  if (!posix::is_terminal(0)) throw usage_error("there is no terminal to ask on", "use -y to end them without asking");
  for (const auto& parts : running) tool.say(line_for(parts));
  fmt::print(stderr, "End {}? (y/n) ", running.size() == 1 ? "it" : "them all");
  std::string answer;
  return std::getline(std::cin, answer) && !answer.empty() && (answer[0] == 'y' || answer[0] == 'Y');
}

/// Whether anything is left.
bool end_one(const tools::Tool& tool, const abort::LiveParts& parts, std::chrono::milliseconds grace) {
  const auto report = abort::abort_experiment(parts.experiment, grace);
  tool.say(fmt::format("{}: ended {} and what they had started", parts.experiment.path,
                       text::counted(static_cast<std::size_t>(report.ended), "process", "processes")));
  if (!report.unmarked.empty())
    tool.warn(fmt::format("the experiment could not be marked as aborted: {}", report.unmarked));
  for (const auto& process : report.survivors) tool.warn(fmt::format("process {} is still alive", process.pid));
  for (const auto& host : report.elsewhere)
    tool.warn(fmt::format("a run on {} can't be reached from here: run liftoff-abort there", host));
  return !report.survivors.empty() || !report.elsewhere.empty();
}

int work(const tools::Tool& tool, const Given& given) {
  const auto grace = launch::parse_duration(given.grace, "--grace");
  std::size_t elsewhere = 0;
  const auto running = running_experiments(given, elsewhere);
  if (running.empty()) {
    tool.say(elsewhere > 0 ? "what runs, runs on other hosts: run liftoff-abort there" : "nothing is running");
    return static_cast<int>(ExitCode::Failed);
  }
  if (!given.yes && !confirmed(tool, running)) {
    tool.say("nothing was ended");
    return static_cast<int>(ExitCode::Failed);
  }
  if (given.yes)
    for (const auto& parts : running) tool.say(line_for(parts));
  bool left = false;
  for (const auto& parts : running) left = end_one(tool, parts, grace) || left;
  return static_cast<int>(left ? ExitCode::Failed : ExitCode::Done);
}

}  // namespace

int main(int argc, char** argv) {
  Given given;
  return tools::run_tool(
      {"liftoff-abort",
       "Ends the newest running experiment, or those that are named: launchers, runs and all that runs started.",
       examples},
      argc, argv,
      [&](tools::Tool& tool) {
        auto& app = tool.app;
        app.add_option("-e,--experiment", given.filter.name, "The newest running experiment of this name")
            ->option_text("NAME");
        app.add_option("-t,--timestamp", given.filter.timestamp, "The experiment with this timestamp")
            ->option_text("T");
        app.add_flag("-a,--all", given.all, "All that are running");
        app.add_flag("-y,--yes", given.yes, "Don't ask");
        app.add_option("--grace", given.grace, "Time between TERM and KILL (10s)")->option_text("DUR");
        app.add_option("-d,--results-dir", given.results_dir, "Where the experiments are (./results)")
            ->option_text("DIR");
      },
      [&](tools::Tool& tool) { return work(tool, given); });
}
