#include "query/results_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include <liftoff/config.hpp>
#include <liftoff/error.hpp>

#include "query/condition.hpp"
#include "query/run_metrics.hpp"

namespace liftoff {

namespace {

/// What tells runs apart but is no parameter, and what repeats others.
bool is_of_the_run(std::string_view key) {
  constexpr std::array<std::string_view, 10> keys{"run_id", "out_dir", "cfg_dir", "resume", "title", "cfg_id", "comment", "commit", "experiment", "_experiment_parameters"};
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// Where the last component is a run id: what comes before it.
std::pair<std::string, std::optional<std::int64_t>> split_run(const std::string& relative) {
  const auto slash = relative.rfind('/');
  if (slash == std::string::npos) return {relative, std::nullopt};
  std::int64_t id = 0;
  const auto* end = relative.data() + relative.size();
  const auto [at, error] = std::from_chars(relative.data() + slash + 1, end, id);
  if (error != std::errc{} || at != end) return {relative, std::nullopt};
  return {relative.substr(0, slash), id};
}

void count_state(StateCounts& counts, const RunState& state) {
  if (std::holds_alternative<Running>(state)) ++counts.running;
  else if (std::holds_alternative<Succeeded>(state)) ++counts.succeeded;
  else if (std::holds_alternative<Crashed>(state)) ++counts.crashed;
  else if (std::holds_alternative<Lost>(state)) ++counts.lost;
}

template <class Numbers> std::uint32_t number_of(Numbers& numbers, std::vector<std::string>& names, const std::string& name) {
  const auto [it, added] = numbers.try_emplace(name, static_cast<std::uint32_t>(names.size()));
  if (added) names.push_back(name);
  return it->second;
}

double aggregated(const Spread& spread, Aggregate how) {
  return how == Aggregate::Min ? spread.least() : how == Aggregate::Max ? spread.greatest() : spread.mean();
}

}  // namespace

void Spread::add(double value) {
  least_ = count_ == 0 ? value : std::fmin(least_, value);
  greatest_ = count_ == 0 ? value : std::fmax(greatest_, value);
  ++count_;
  // Welford's recurrence: no loss where the mean is large against the deviation.
  const double delta = value - mean_;
  mean_ += delta / static_cast<double>(count_);
  squares_ += delta * (value - mean_);
  if (std::isinf(value)) mean_ = value;
}

double Spread::deviation() const { return count_ < 2 ? 0 : std::sqrt(squares_ / static_cast<double>(count_ - 1)); }

const Spread* TableRow::metric(std::uint32_t number) const {
  const auto it = std::find_if(metrics.begin(), metrics.end(), [&](const auto& m) { return m.first == number; });
  return it == metrics.end() ? nullptr : &it->second;
}

SortBy parse_sort(std::string_view text) {
  SortBy by;
  auto rest = text;
  for (auto colon = rest.rfind(':'); colon != std::string_view::npos; colon = rest.rfind(':')) {
    const auto word = rest.substr(colon + 1);
    if (word == "asc" || word == "desc") by.descending = word == "desc";
    else if (word == "mean" || word == "avg") by.aggregate = Aggregate::Mean;
    else if (word == "min") by.aggregate = Aggregate::Min;
    else if (word == "max") by.aggregate = Aggregate::Max;
    else break;
    rest = rest.substr(0, colon);
  }
  if (rest.empty()) throw usage_error(fmt::format("--sort '{}': expected METRIC[:asc|desc][:mean|min|max]", text));
  by.name = rest;
  return by;
}

ResultsTable::ResultsTable(TableOptions options) : options_(std::move(options)) {
  if (options_.files.empty()) options_.files = default_metric_files();
}

std::uint32_t ResultsTable::number_of_value(const Value& value) {
  const auto [it, added] = value_numbers_.try_emplace(to_typed_json(value), static_cast<std::uint32_t>(values_.size()));
  if (added) values_.push_back(value);
  return it->second;
}

void ResultsTable::take_parameters(TableRow& row, const Map& map, const std::string& before) {
  for (const auto& entry : map) {
    const auto name = python_str(entry.key);
    if (before.empty() && is_of_the_run(name)) continue;
    const auto* nested = entry.value.get_if<Map>();
    if (nested && !nested->empty()) take_parameters(row, *nested, before + name + ".");
    else row.parameters.emplace_back(number_of(key_numbers_, keys_, before + name), number_of_value(entry.value));
  }
}

TableRow& ResultsTable::row_of(const FoundRun& run, const Complaint& complain) {
  const auto [configuration, run_id] = split_run(run.relative);
  const auto& where = options_.individual ? run.relative : configuration;
  const auto path = where.empty() ? run.experiment.ref.path : run.experiment.ref.path + "/" + where;
  const auto [it, added] = row_by_path_.try_emplace(path, rows_.size());
  if (added) {
    TableRow row;
    row.path = path;
    row.experiment = run.experiment.ref.folder;
    row.title = configuration;
    if (options_.individual) row.run_id = run_id.value_or(0);
    if (const auto* config = run.config(complain)) {
      take_parameters(row, config->value, {});
      const auto* title = config->value.find("title");
      if (title && title->value.is_string()) row.title = *title->value.get_if<std::string>();
    }
    rows_.push_back(std::move(row));
  }
  return rows_[it->second];
}

void ResultsTable::take_metrics(TableRow& row, const FoundRun& run, bool growing, const Complaint& complain) {
  for (const auto& [name, value] : run_metrics(run, options_.files, options_.complete_only, options_.row, growing, complain)) {
    const auto number = number_of(metric_numbers_, metric_names_, name);
    auto it = std::find_if(row.metrics.begin(), row.metrics.end(), [&](const auto& m) { return m.first == number; });
    if (it == row.metrics.end()) it = row.metrics.insert(it, {number, Spread{}});
    it->second.add(value);
  }
}

void ResultsTable::add(const FoundRun& run, const Complaint& complain) {
  const auto state = run.state();
  if (options_.complete_only && !std::holds_alternative<Succeeded>(state)) return;
  auto& row = row_of(run, complain);
  count_state(row.states, state);
  take_metrics(row, run, std::holds_alternative<Running>(state), complain);
}

void ResultsTable::drop_rows_without_metrics() {
  std::erase_if(rows_, [](const TableRow& row) { return row.metrics.empty(); });
}

void ResultsTable::keep_first(std::size_t top) {
  varying_ = varying();
  if (top > 0 && rows_.size() > top) rows_.resize(top);
}

const Value* ResultsTable::parameter(const TableRow& row, std::uint32_t key) const {
  const auto it = std::find_if(row.parameters.begin(), row.parameters.end(), [&](const auto& p) { return p.first == key; });
  return it == row.parameters.end() ? nullptr : &values_[it->second];
}

void ResultsTable::sort_by_metric(std::uint32_t number, const SortBy& by) {
  const bool descending = by.descending.value_or(!less_is_better(by.name));
  const auto value = [&](const TableRow& row) {
    const auto* spread = row.metric(number);
    return spread ? aggregated(*spread, by.aggregate) : std::nan("");
  };
  std::stable_sort(rows_.begin(), rows_.end(), [&](const TableRow& a, const TableRow& b) {
    const double x = value(a), y = value(b);
    if (std::isnan(x) || std::isnan(y)) return !std::isnan(x) && std::isnan(y);
    return descending ? x > y : x < y;
  });
}

void ResultsTable::sort_by_parameter(std::uint32_t key, bool descending) {
  std::stable_sort(rows_.begin(), rows_.end(), [&](const TableRow& a, const TableRow& b) {
    const auto *x = parameter(a, key), *y = parameter(b, key);
    if (!x || !y) return x && !y;
    if (x->is_string() != y->is_string()) return y->is_string();
    const auto order = python_order(*x, *y);
    return order && (descending ? *order > 0 : *order < 0);
  });
}

/// By its whole name, or by a dotted suffix that only one has.
std::optional<std::uint32_t> ResultsTable::key_of(const std::string& name) const {
  if (const auto it = key_numbers_.find(name); it != key_numbers_.end()) return it->second;
  std::optional<std::uint32_t> found;
  for (std::uint32_t key = 0; key < keys_.size(); ++key) {
    if (!keys_[key].ends_with("." + name)) continue;
    if (found) return std::nullopt;
    found = key;
  }
  return found;
}

bool ResultsTable::sort(const std::vector<SortBy>& by) {
  for (auto last = by.rbegin(); last != by.rend(); ++last) {
    const auto metric = metric_numbers_.find(last->name);
    if (metric != metric_numbers_.end()) {
      sort_by_metric(metric->second, *last);
    } else if (const auto key = key_of(last->name)) {
      sort_by_parameter(*key, last->descending.value_or(false));
    } else {
      return false;
    }
  }
  return true;
}

std::vector<std::uint32_t> ResultsTable::varying() const {
  if (varying_) return *varying_;
  std::vector<std::optional<std::uint32_t>> first(keys_.size());
  std::vector<std::size_t> seen(keys_.size(), 0);
  std::vector<bool> varies(keys_.size(), false);
  for (const auto& row : rows_)
    for (const auto& [key, value] : row.parameters) {
      ++seen[key];
      if (!first[key]) first[key] = value;
      else if (*first[key] != value) varies[key] = true;
    }
  std::vector<std::uint32_t> keys;
  for (std::uint32_t key = 0; key < keys_.size(); ++key)
    if (varies[key] || (seen[key] > 0 && seen[key] < rows_.size())) keys.push_back(key);
  return keys;
}

std::vector<std::string> ResultsTable::short_names(const std::vector<std::uint32_t>& keys) const {
  const auto suffix = [&](std::uint32_t key, std::size_t components) {
    const auto& name = keys_[key];
    auto at = name.size();
    while (components-- > 0 && at != std::string::npos) at = at == 0 ? std::string::npos : name.rfind('.', at - 1);
    return at == std::string::npos ? name : name.substr(at + 1);
  };
  std::vector<std::string> names;
  for (const auto key : keys) {
    std::size_t components = 1;
    const auto is_shared = [&] {
      return std::any_of(keys.begin(), keys.end(), [&](std::uint32_t other) { return other != key && suffix(other, components) == suffix(key, components); });
    };
    while (is_shared() && suffix(key, components) != keys_[key]) ++components;
    names.push_back(suffix(key, components));
  }
  return names;
}

}  // namespace liftoff
