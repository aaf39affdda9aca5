#include "metrics/run_diff.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <unordered_map>

#include <fmt/format.h>

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

#include "experiment/find_run.hpp"
#include "experiment/layout.hpp"
#include "experiment/run_folder.hpp"
#include "metrics/run_metrics.hpp"
#include "posix/folder_reader.hpp"
#include "posix/path.hpp"
#include "value/leaves.hpp"

namespace liftoff::metrics {

namespace {

using Facts = std::vector<std::pair<std::string, Value>>;

bool says_nothing(std::string_view key) {
  constexpr std::array<std::string_view, 4> tells{"run_id", "comment", "commit", "experiment"};
  return value::is_of_the_run(key) && std::find(tells.begin(), tells.end(), key) == tells.end();
}

Facts configuration_of(const results::FoundRun& run, const results::Complaint& complain) {
  Facts facts;
  const auto take = [&](std::string&& path, const Value& value) { facts.emplace_back(std::move(path), value); };
  if (const auto* config = run.config(complain)) value::for_each_leaf(config->value, take, says_nothing);
  return facts;
}

Facts outcome_of(const results::FoundRun& run) {
  const auto state = run.state();
  Facts facts{{"state", Value(experiment::name_of(state))}};
  if (const auto* lost = std::get_if<experiment::Lost>(&state)) facts.emplace_back("evidence", Value(lost->evidence));
  const auto marks = experiment::read_run_facts(run.folder().get());
  const auto& record = marks.record;
  if (!record.attempts.empty())
    facts.emplace_back("attempts", Value(static_cast<std::int64_t>(record.attempts.size())));
  const auto* attempt = record.last();
  const auto ended = marks.end ? marks.end : marks.crash;
  // Without a record there are the markers, which count whole seconds.
  if (!attempt && marks.start && ended) facts.emplace_back("wall", Value(static_cast<double>(*ended - *marks.start)));
  if (!attempt || !attempt->end) return facts;
  const auto& end = *attempt->end;
  facts.emplace_back("how", Value(experiment::describe(end)));
  facts.emplace_back("wall", Value(end.wall));
  facts.emplace_back("cpu", Value(end.user + end.system));
  facts.emplace_back("max_rss", Value(end.max_rss));
  if (attempt->start.gpu) facts.emplace_back("gpu", Value(*attempt->start.gpu));
  return facts;
}

using Measured = std::vector<std::pair<std::uint32_t, double>>;

Measured measured_by(const results::FoundRun& run, const MetricRequest& request, MetricColumns& columns,
                     const results::Complaint& complain) {
  return run_metrics(run, run.state(), request, columns, complain);
}

Facts named(const Measured& values, const std::vector<std::string>& names) {
  Facts facts;
  for (const auto& [number, value] : values) facts.emplace_back(names[number], Value(value));
  return facts;
}

std::vector<Difference> differences(const Facts& first, const Facts& second) {
  std::unordered_map<std::string_view, const Value*> in_first, in_second;
  for (const auto& [key, value] : first) in_first.emplace(key, &value);
  for (const auto& [key, value] : second) in_second.emplace(key, &value);
  std::vector<Difference> found;
  for (const auto& [key, value] : first) {
    const auto other = in_second.find(key);
    if (other == in_second.end()) found.push_back({key, value, std::nullopt});
    else if (!(*other->second == value)) found.push_back({key, value, *other->second});
  }
  for (const auto& [key, value] : second)
    if (!in_first.contains(key)) found.push_back({key, std::nullopt, value});
  return found;
}

/// The experiment above a run folder, and the way from it; a folder outside of experiments stands for one itself.
std::pair<experiment::ExperimentRef, std::string> locate(const std::string& path) {
  constexpr int most_levels = 3;
  const std::filesystem::path absolute = posix::absolute_path(path);
  auto folder = absolute;
  for (int level = 0; level < most_levels && folder.has_filename(); ++level, folder = folder.parent_path()) {
    const auto name = folder.filename().string();
    const auto parsed = experiment::parse_experiment_folder(name);
    if (!parsed || posix::info_followed((folder / experiment::names::timestamp).string()).kind == posix::FileKind::None)
      continue;
    const auto relative = absolute.lexically_relative(folder).string();
    return {{parsed->timestamp, parsed->name, name, folder.string()}, relative == "." ? "" : relative};
  }
  return {{0, absolute.filename().string(), absolute.filename().string(), absolute.string()}, ""};
}

}  // namespace

NamedRun::NamedRun(const std::string& results_dir, const std::vector<experiment::ExperimentRef>& experiments,
                   const std::string& text)
    : path_(text) {
  if (posix::info_followed(text).kind != posix::FileKind::Directory) {
    const auto found = experiment::find_run(experiment::open_results(results_dir).get(), experiments, text);
    path_ = found.run == "." ? found.experiment.path : found.experiment.path + "/" + found.run;
    if (posix::info_followed(path_).kind == posix::FileKind::None)
      throw usage_error(fmt::format("run '{}' has not been started", path_));
  }
  const auto [ref, relative] = locate(path_);
  experiment_ = experiment::OpenExperiment::open(ref);
  auto folder = experiment::open_run_folder(experiment_.folder.get(), relative);
  posix::FolderReader reader;
  auto listing = folder ? results::read_listing(reader, folder) : folder.error();
  if (!listing) throw system_error(fmt::format("{}: {}", path_, listing.error().text()));
  listing_ = std::move(*listing);
  results::add_links(listing_, path_);
  const bool is_run = listing_.leaf || std::find(listing_.files.begin(), listing_.files.end(),
                                                 experiment::names::config) != listing_.files.end();
  if (!is_run)
    throw usage_error(fmt::format("'{}' is no folder of a run", path_), "'liftoff-results --runs-only' lists them");
  run_.emplace(experiment_, relative, listing_, std::move(folder));
}

RunDiff diff_runs(const results::FoundRun& first, const results::FoundRun& second,
                  const std::vector<std::string>& files, const results::Complaint& complain) {
  const MetricRequest request{files, false, {}};
  MetricColumns columns;
  const auto a = measured_by(first, request, columns, complain), b = measured_by(second, request, columns, complain);
  const auto names = columns.names();
  return {differences(configuration_of(first, complain), configuration_of(second, complain)),
          differences(outcome_of(first), outcome_of(second)), differences(named(a, names), named(b, names))};
}

}  // namespace liftoff::metrics
