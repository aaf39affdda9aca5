#include "metrics/run_diff.hpp"

#include <algorithm>
#include <unordered_map>

#include "experiment/run_facts.hpp"
#include "metrics/run_metrics.hpp"
#include "posix/folder_reader.hpp"
#include "posix/path.hpp"
#include "value/leaves.hpp"
#include "value/run_keys.hpp"

namespace liftoff::metrics {

namespace {

using Facts = std::vector<std::pair<std::string, Value>>;

bool says_nothing(std::string_view key) { return !value::tells_runs_apart(key); }

Facts configuration_of(const results::FoundRun& run, const results::Complaint& complain) {
  Facts facts;
  const auto take = [&](std::string&& path, const Value& value) { facts.emplace_back(std::move(path), value); };
  if (const auto* config = run.config(complain)) value::for_each_leaf(config->value, take, says_nothing);
  return facts;
}

void add_end(Facts& facts, const experiment::AttemptEnd& end) {
  facts.emplace_back("how", Value(experiment::describe(end)));
  facts.emplace_back("wall", Value(end.wall));
  facts.emplace_back("cpu", Value(end.user + end.system));
  facts.emplace_back("max_rss", Value(end.max_rss));
}

/// Without a record there are the markers, which count whole seconds.
void add_time_by_markers(Facts& facts, const experiment::RunFacts& marks) {
  const auto ended = marks.end ? marks.end : marks.crash;
  if (marks.start && ended) facts.emplace_back("wall", Value(static_cast<double>(*ended - *marks.start)));
}

Facts outcome_of(const results::FoundRun& run) {
  const auto state = run.state();
  Facts facts;
  facts.emplace_back("state", Value(experiment::name_of(state)));
  if (const auto* lost = std::get_if<experiment::Lost>(&state)) facts.emplace_back("evidence", Value(lost->evidence));
  const auto marks = experiment::read_run_facts(run.folder().get());
  const auto& attempts = marks.record.attempts;
  if (attempts.empty()) return add_time_by_markers(facts, marks), facts;
  facts.emplace_back("attempts", Value(static_cast<std::int64_t>(attempts.size())));
  const auto& last = attempts.back();
  if (!last.end) return facts;
  add_end(facts, *last.end);
  if (last.start.gpu) facts.emplace_back("gpu", Value(*last.start.gpu));
  return facts;
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

}  // namespace

RunDiff diff_runs(const results::FoundRun& first, const results::FoundRun& second,
                  const std::vector<std::string>& files, const results::Complaint& complain) {
  const MetricRequest request{files, false, {}};
  MetricColumns columns;
  const auto a = run_metrics(first, first.state(), request, columns, complain);
  const auto b = run_metrics(second, second.state(), request, columns, complain);
  const auto names = columns.names();
  return {differences(configuration_of(first, complain), configuration_of(second, complain)),
          differences(outcome_of(first), outcome_of(second)), differences(named(a, names), named(b, names))};
}

}  // namespace liftoff::metrics
