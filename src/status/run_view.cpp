#include "status/run_view.hpp"

#include <algorithm>

#include <liftoff/error.hpp>

#include "experiment/judge_run.hpp"
#include "experiment/run_folder.hpp"
#include "experiment/run_folders.hpp"
#include "posix/file.hpp"
#include "status/tally_reader.hpp"

namespace liftoff::status {

namespace {

std::optional<double> known(std::optional<std::int64_t> seconds) {
  return seconds && *seconds > 0 ? std::optional(static_cast<double>(*seconds)) : std::nullopt;
}

void take_times(RunView& view, const experiment::RunFacts& facts) {
  view.started = known(facts.start);
  if (const auto* succeeded = std::get_if<experiment::Succeeded>(&view.state)) view.ended = known(succeeded->ended);
  if (const auto* crashed = std::get_if<experiment::Crashed>(&view.state)) view.ended = known(crashed->ended);
  const auto* attempt = view.record.last();
  if (!attempt || !view.started) return;
  if (attempt->start.started > 0) view.started = attempt->start.started;
  if (attempt->end && view.ended) view.ended = attempt->end->ended;
}

/// Journals tell which runs may be crashed, running or lost; for the other states all must be looked at.
std::optional<std::vector<experiment::RunRef>> candidates(int experiment_folder, const std::string& state,
                                                          bool rescan) {
  using Kind = UnsettledRun::Kind;
  if (state != "crashed" && state != "running" && state != "lost") return std::nullopt;
  const auto source = read_tally(experiment_folder, rescan);
  if (!source.from_journal) return std::nullopt;
  std::vector<experiment::RunRef> runs;
  for (const auto& [run, unsettled] : source.tally.unsettled)
    if (unsettled.kind == Kind::Open || state == "crashed") runs.push_back(run);
  std::sort(runs.begin(), runs.end());
  return runs;
}

std::string last_line_of(int folder, const char* name) {
  constexpr std::uint64_t tail = 4096;
  const auto file = posix::open_for_reading(folder, name);
  const auto info = file ? posix::info(file.get()) : posix::FileInfo{};
  if (info.kind != posix::FileKind::Regular) return {};
  const auto size = static_cast<std::uint64_t>(info.size);
  auto text = posix::read_at(file.get(), size > tail ? size - tail : 0, tail);
  const auto blank = [](char c) { return c == '\n' || c == '\r' || c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.back())) text.pop_back();
  const auto begin = text.find_last_of("\n\r");
  return begin == std::string::npos ? text : text.substr(begin + 1);
}

}  // namespace

std::optional<double> RunView::seconds(double now) const {
  if (const auto* attempt = record.last(); attempt && attempt->end && ended) return attempt->end->wall;
  if (!started) return std::nullopt;
  if (std::holds_alternative<experiment::Running>(state)) return std::max(0.0, now - *started);
  return ended && *ended >= *started ? std::optional(*ended - *started) : std::nullopt;
}

RunView view_run(const experiment::OpenExperiment& experiment, const experiment::RunRef& run,
                 experiment::Machine& machine) {
  const auto& ref = experiment.ref;
  RunView view;
  view.run = run;
  view.path = run.path(ref.path);
  view.configuration = run.is_whole() ? ref.name : run.configuration();
  view.run_id = run.repetition().second.value_or(0);
  const auto folder = experiment::open_run_folder(experiment.folder.get(), run);
  if (!folder && !folder.error().is_absent()) view.problem = folder.error().text();
  auto facts = experiment::facts_of_run(experiment.folder.get(), ref, run, folder.get(), machine);
  view.state = experiment::judge(facts, machine.host(), machine.boot());
  view.record = std::move(facts.record);
  facts.record = {};
  take_times(view, facts);
  return view;
}

void view_runs(const experiment::OpenExperiment& experiment, const std::string& state, bool rescan,
               experiment::Machine& machine, const std::function<void(const RunView&)>& use) {
  const auto some = candidates(experiment.folder.get(), state, rescan);
  for (const auto& run : some ? *some : experiment::all_runs(experiment.folder.get())) {
    const auto view = view_run(experiment, run, machine);
    if (state.empty() || experiment::name_of(view.state) == state) use(view);
  }
}

std::string last_output_line(const experiment::OpenExperiment& experiment, const RunView& run) {
  const auto folder = experiment::open_run_folder(experiment.folder.get(), run.run);
  if (!folder) return {};
  const bool crashed = std::holds_alternative<experiment::Crashed>(run.state);
  try {
    auto line = last_line_of(folder.get(), crashed ? "err" : "out");
    return line.empty() ? last_line_of(folder.get(), crashed ? "out" : "err") : line;
  } catch (const Error&) {
    return {};
  }
}

}  // namespace liftoff::status
