#include "query/run_diff.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>

#include <liftoff/config.hpp>
#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "experiment/run_folder.hpp"
#include "query/run_metrics.hpp"
#include "query/runs.hpp"

namespace liftoff {

namespace {

using Facts = std::vector<std::pair<std::string, Value>>;

bool says_nothing(std::string_view key) {
  constexpr std::array<std::string_view, 6> keys{"out_dir", "cfg_dir", "title", "cfg_id", "resume", "_experiment_parameters"};
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

void flatten(const Map& map, const std::string& before, Facts& facts) {
  for (const auto& entry : map) {
    const auto name = python_str(entry.key);
    if (before.empty() && says_nothing(name)) continue;
    const auto* nested = entry.value.get_if<Map>();
    if (nested && !nested->empty()) flatten(*nested, before + name + ".", facts);
    else facts.emplace_back(before + name, entry.value);
  }
}

Facts configuration_of(const FoundRun& run, const Complaint& complain) {
  Facts facts;
  if (const auto* config = run.config(complain)) flatten(config->value, {}, facts);
  return facts;
}

Facts outcome_of(const FoundRun& run) {
  const auto state = run.state();
  Facts facts{{"state", Value(name_of(state))}};
  if (const auto* lost = std::get_if<Lost>(&state)) facts.emplace_back("evidence", Value(lost->evidence));
  const auto marks = read_run_facts(run.folder().get());
  const auto& record = marks.record;
  if (!record.attempts.empty()) facts.emplace_back("attempts", Value(static_cast<std::int64_t>(record.attempts.size())));
  const auto* attempt = record.last();
  const auto ended = marks.end ? marks.end : marks.crash;
  // Without a record there are the markers, which count whole seconds.
  if (!attempt && marks.start && ended) facts.emplace_back("wall", Value(static_cast<double>(*ended - *marks.start)));
  if (!attempt || !attempt->end) return facts;
  const auto& end = *attempt->end;
  facts.emplace_back("how", Value(describe(end)));
  facts.emplace_back("wall", Value(end.wall));
  facts.emplace_back("cpu", Value(end.user + end.system));
  facts.emplace_back("max_rss", Value(end.max_rss));
  if (attempt->start.gpu) facts.emplace_back("gpu", Value(*attempt->start.gpu));
  return facts;
}

Facts metrics_of(const FoundRun& run, const std::vector<std::string>& files, const Complaint& complain) {
  Facts facts;
  const bool growing = std::holds_alternative<Running>(run.state());
  for (auto& [name, value] : run_metrics(run, files, false, {}, growing, complain)) facts.emplace_back(std::move(name), Value(value));
  return facts;
}

std::optional<Value> find(const Facts& facts, const std::string& key) {
  const auto it = std::find_if(facts.begin(), facts.end(), [&](const auto& fact) { return fact.first == key; });
  return it == facts.end() ? std::nullopt : std::optional(it->second);
}

std::vector<Difference> differences(const Facts& first, const Facts& second) {
  std::vector<Difference> found;
  for (const auto& [key, value] : first)
    if (const auto other = find(second, key); !other || !(*other == value)) found.push_back({key, value, other});
  for (const auto& [key, value] : second)
    if (!find(first, key)) found.push_back({key, std::nullopt, value});
  return found;
}

/// The experiment above a run folder, and the way from it; a folder outside of experiments stands for one itself.
std::pair<ExperimentRef, std::string> locate(const std::string& path) {
  constexpr int most_levels = 3;
  const std::filesystem::path absolute = posix::absolute_path(path);
  auto folder = absolute;
  for (int level = 0; level < most_levels && folder.has_filename(); ++level, folder = folder.parent_path()) {
    const auto name = folder.filename().string();
    const auto parsed = parse_experiment_folder(name);
    if (!parsed || posix::info_followed((folder / names::timestamp).string()).kind == posix::FileKind::None) continue;
    const auto relative = absolute.lexically_relative(folder).string();
    return {{parsed->timestamp, parsed->name, name, folder.string()}, relative == "." ? "" : relative};
  }
  return {{0, absolute.filename().string(), absolute.filename().string(), absolute.string()}, ""};
}

}  // namespace

NamedRun::NamedRun(const std::string& results_dir, const std::vector<ExperimentRef>& experiments, const std::string& text) : path_(text) {
  if (posix::info_followed(text).kind != posix::FileKind::Directory) {
    const auto found = find_run(open_results(results_dir).get(), experiments, text);
    path_ = found.run == "." ? found.experiment.path : found.experiment.path + "/" + found.run;
    if (posix::info_followed(path_).kind == posix::FileKind::None) throw usage_error(fmt::format("run '{}' has not been started", path_));
  }
  const auto [ref, relative] = locate(path_);
  experiment_ = OpenExperiment::open(ref);
  auto folder = open_run_folder(experiment_.folder.get(), relative);
  posix::FolderReader reader;
  auto listing = folder ? read_listing(reader, folder, path_) : std::nullopt;
  if (!listing) throw system_error(fmt::format("{}: {}", path_, std::strerror(errno)));
  listing_ = std::move(*listing);
  const bool is_run = listing_.leaf || std::find(listing_.files.begin(), listing_.files.end(), names::config) != listing_.files.end();
  if (!is_run) throw usage_error(fmt::format("'{}' is no folder of a run", path_), "'liftoff-results --runs-only' lists them");
  run_.emplace(experiment_, relative, listing_, posix::Fd{open_run_folder(experiment_.folder.get(), relative)});
}

RunDiff diff_runs(const FoundRun& first, const FoundRun& second, const std::vector<std::string>& files, const Complaint& complain) {
  return {differences(configuration_of(first, complain), configuration_of(second, complain)), differences(outcome_of(first), outcome_of(second)),
          differences(metrics_of(first, files, complain), metrics_of(second, files, complain))};
}

}  // namespace liftoff
