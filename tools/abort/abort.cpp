#include "abort/abort.hpp"

#include <iostream>
#include <set>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "abort/live_parts.hpp"
#include "abort/verbs.hpp"
#include "abort/wait_ended.hpp"
#include "posix/terminal.hpp"
#include "text/nearest.hpp"
#include "text/words.hpp"

namespace liftoff::tools {

namespace {

using options::Options;

/// What was found, newest first.
struct Found {
  std::vector<abort::LiveParts> running;
  std::vector<std::string> just_ended;  ///< experiments whose last keepers have ended while this looked
  std::vector<std::string> beyond;      ///< what may run and can't be ended from here, with the reason
  bool blind = false;                   ///< whether anything could not be looked at
};

std::string line_for(const abort::LiveParts& parts) {
  auto text =
      fmt::format("{}: {}, {} running", parts.experiment.path, text::counted(parts.launchers.size(), "launcher"),
                  text::counted(parts.keepers.size(), "run"));
  if (!parts.programs.empty())
    text += fmt::format(", {} left by dead keepers", text::counted(parts.programs.size(), "process", "processes"));
  return text;
}

/// Lines on what of an experiment is beyond reach: `Parts` is LiveParts or AbortReport.
template <class Parts> std::vector<std::string> beyond_reach(const std::string& path, const Parts& parts) {
  std::vector<std::string> lines;
  for (const auto& host : parts.hosts)
    lines.push_back(fmt::format("{}: runs are alive on {}: run liftoff-abort there", path, host));
  for (const auto& user : parts.users)
    lines.push_back(fmt::format("{}: runs of {} are alive: only {} can end them", path, user,
                                user == "root" ? user : user + " or root"));
  for (const auto& what : parts.blind) lines.push_back(fmt::format("{}: can't tell what runs: {}", path, what));
  return lines;
}

void add(Found& found, abort::LiveParts parts) {
  const auto path = parts.experiment.path;
  if (parts.is_ending() && !abort::wait_ended(parts)) found.just_ended.push_back(path);
  found.blind = found.blind || !parts.blind.empty();
  for (auto& line : beyond_reach(path, parts)) found.beyond.push_back(std::move(line));
  if (parts.any()) found.running.push_back(std::move(parts));
}

/// The running ones among those that are asked for: the newest, or all. Errors: System, where nothing can be looked at.
Found look_for(const Options& options, const std::vector<experiment::ExperimentRef>& experiments) {
  Found found;
  abort::check_sight();
  abort::Look look;
  for (const auto& experiment : experiments) {
    add(found, abort::find_live_parts(experiment, look));
    if (!found.running.empty() && !options.all) break;
  }
  return found;
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
  const auto& path = parts.experiment.path;
  const auto report = abort::abort_experiment(parts.experiment, grace);
  const auto ended = static_cast<std::size_t>(report.ended);
  if (ended == 0 && report.is_complete()) tool.say(path + ": it has just ended by itself: nothing was left to end");
  else
    tool.say(fmt::format("{}: ended {} and everything {} started", path, text::counted(ended, "process", "processes"),
                         ended == 1 ? "it" : "they"));
  if (!report.unmarked.empty())
    tool.warn(fmt::format("the experiment could not be marked as aborted: {}", report.unmarked));
  for (const auto& process : report.survivors)
    tool.warn(fmt::format("{}: could not be ended: {} (process {})", path, process.name, process.id.pid));
  for (const auto& line : beyond_reach(path, report)) tool.warn(line);
  return !report.is_complete();
}

std::string asked_for(const Options& options) {
  if (options.experiment) return fmt::format("is called '{}'", *options.experiment);
  return fmt::format("has the timestamp {}", options.timestamp.value_or(0));
}

/// Nothing is of that name.
int say_unknown(const Tool& tool, const Options& options) {
  const auto& results = options.launch.results_dir;
  tool.say(fmt::format("no experiment in {} {}", results, asked_for(options)));
  std::vector<std::string> names;
  for (const auto& experiment : experiment::list_experiments(results)) names.push_back(experiment.name);
  const auto meant = options.experiment ? text::nearest(*options.experiment, names) : std::nullopt;
  if (meant) tool.hint(fmt::format("did you mean '{}'?", *meant));
  return static_cast<int>(ExitCode::Failed);
}

int say_nothing_runs(const Tool& tool, const Found& found) {
  for (const auto& path : found.just_ended) tool.say(path + ": it has just ended by itself: nothing was left to end");
  for (const auto& line : found.beyond) tool.say(line);
  if (found.just_ended.empty() && found.beyond.empty()) tool.say("nothing is running");
  return static_cast<int>(found.blind ? ExitCode::System : ExitCode::Failed);
}

}  // namespace

int abort_running(const Tool& tool, const Options& options) {
  const experiment::ExperimentFilter filter{options.experiment, options.timestamp};
  const auto experiments = experiment::list_experiments(options.launch.results_dir, filter);
  if (experiments.empty() && (filter.name || filter.timestamp)) return say_unknown(tool, options);
  const auto found = look_for(options, experiments);
  if (found.running.empty()) return say_nothing_runs(tool, found);
  for (const auto& line : found.beyond) tool.warn(line);
  if (!options.yes && !confirmed(tool, found.running)) {
    tool.say("nothing was ended");
    return static_cast<int>(ExitCode::Failed);
  }
  if (options.yes)
    for (const auto& parts : found.running) tool.say(line_for(parts));
  bool left = found.blind && options.all;
  for (const auto& parts : found.running) left = end_one(tool, parts, options.launch.grace.value()) || left;
  return static_cast<int>(left ? ExitCode::Failed : ExitCode::Done);
}

}  // namespace liftoff::tools
