#include "metrics/results_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

#include "results/condition.hpp"
#include "value/leaves.hpp"

namespace liftoff::metrics {

namespace {

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

void count_state(StateCounts& counts, const experiment::RunState& state) {
  if (std::holds_alternative<experiment::Running>(state)) ++counts.running;
  else if (std::holds_alternative<experiment::Succeeded>(state)) ++counts.succeeded;
  else if (std::holds_alternative<experiment::Crashed>(state)) ++counts.crashed;
  else if (std::holds_alternative<experiment::Lost>(state)) ++counts.lost;
  else ++counts.waiting;
}

template <class Numbers>
std::uint32_t number_of(Numbers& numbers, std::vector<std::string>& names, const std::string& name) {
  const auto [it, added] = numbers.try_emplace(name, static_cast<std::uint32_t>(names.size()));
  if (added) names.push_back(name);
  return it->second;
}

/// Values of one rank have an order. Null, lists, mappings and NaN have none, and come last.
int rank_of(const Value* value) {
  if (!value || !results::python_order(*value, *value)) return 2;
  return value->is_string() ? 1 : 0;
}

double aggregated(const Spread& spread, Aggregate how) {
  return how == Aggregate::Min ? spread.least() : how == Aggregate::Max ? spread.greatest() : spread.mean();
}

}  // namespace

void Spread::add(double value) {
  least_ = count_ == 0 ? value : std::fmin(least_, value);
  greatest_ = count_ == 0 ? value : std::fmax(greatest_, value);
  ++count_;
  if (!std::isfinite(value)) {
    special_ = special_.value_or(0) + value;
    return;
  }
  // Welford's recurrence: no loss where the mean is large against the deviation.
  const double delta = value - mean_;
  mean_ += delta / static_cast<double>(count_);
  squares_ += delta * (value - mean_);
}

double Spread::deviation() const {
  if (special_ && count_ > 1) return std::nan("");
  return count_ < 2 ? 0 : std::sqrt(squares_ / static_cast<double>(count_ - 1));
}

const Spread* TableRow::metric(std::uint32_t number) const {
  const auto it = std::lower_bound(metrics.begin(), metrics.end(), number,
                                   [](const auto& m, std::uint32_t n) { return m.first < n; });
  return it == metrics.end() || it->first != number ? nullptr : &it->second;
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
  if (options_.metrics.files.empty()) options_.metrics.files = default_metric_files();
}

std::uint32_t ResultsTable::number_of_value(const Value& value) {
  const auto [it, added] = value_numbers_.try_emplace(to_typed_json(value), static_cast<std::uint32_t>(values_.size()));
  if (added) values_.push_back(value);
  return it->second;
}

void ResultsTable::take_configuration(TableRow& row, const results::FoundRun& run, const results::Complaint& complain) {
  const auto* config = run.config(complain);
  if (!config) return;
  row.configured = true;
  const auto take = [&](std::string&& path, const Value& value) {
    row.parameters.emplace_back(number_of(key_numbers_, keys_, path), number_of_value(value));
  };
  value::for_each_leaf(config->value, take, value::is_of_the_run);
  const auto* title = config->value.find("title");
  if (title && title->value.is_string()) row.title = *title->value.get_if<std::string>();
}

TableRow& ResultsTable::row_of(const results::FoundRun& run, const results::Complaint& complain) {
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
    rows_.push_back(std::move(row));
  }
  auto& row = rows_[it->second];
  if (!row.configured) take_configuration(row, run, complain);
  return row;
}

void ResultsTable::add(const results::FoundRun& run, const results::Complaint& complain) {
  const auto state = run.state();
  auto& row = row_of(run, complain);
  count_state(row.states, state);
  for (const auto& [number, value] : run_metrics(run, state, options_.metrics, columns_, complain)) {
    auto it = std::lower_bound(row.metrics.begin(), row.metrics.end(), number,
                               [](const auto& m, std::uint32_t n) { return m.first < n; });
    if (it == row.metrics.end() || it->first != number) it = row.metrics.insert(it, {number, Spread{}});
    it->second.add(value);
  }
}

void ResultsTable::finish(bool keep_all) {
  metric_names_ = columns_.names();
  for (auto& row : rows_)
    std::erase_if(row.metrics, [&](const auto& metric) { return !columns_.is_measured(metric.first); });
  if (!keep_all) std::erase_if(rows_, [](const TableRow& row) { return row.metrics.empty(); });
}

void ResultsTable::keep_first(std::size_t top) {
  varying_ = varying();
  if (top > 0 && rows_.size() > top) rows_.resize(top);
}

const Value* ResultsTable::parameter(const TableRow& row, std::uint32_t key) const {
  const auto it =
      std::find_if(row.parameters.begin(), row.parameters.end(), [&](const auto& p) { return p.first == key; });
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
    const int rank = rank_of(x), other = rank_of(y);
    if (rank != other || rank == 2) return rank < other;
    const int order = *results::python_order(*x, *y);
    return descending ? order > 0 : order < 0;
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

std::optional<SortBy> ResultsTable::sort(const std::vector<SortBy>& by) {
  const auto metric_of = [&](const std::string& name) -> std::optional<std::uint32_t> {
    for (std::uint32_t i = 0; i < metric_names_.size(); ++i)
      if (is_measured(i) && metric_names_[i] == name) return i;
    return std::nullopt;
  };
  for (const auto& one : by)
    if (!metric_of(one.name) && !key_of(one.name)) return one;
  for (auto last = by.rbegin(); last != by.rend(); ++last) {
    if (const auto metric = metric_of(last->name)) sort_by_metric(*metric, *last);
    else sort_by_parameter(*key_of(last->name), last->descending.value_or(false));
  }
  return std::nullopt;
}

std::vector<std::uint32_t> ResultsTable::varying() const {
  if (varying_) return *varying_;
  std::vector<std::optional<std::uint32_t>> first(keys_.size());
  std::vector<std::size_t> seen(keys_.size(), 0);
  std::vector<bool> varies(keys_.size(), false);
  std::size_t configured = 0;
  for (const auto& row : rows_) {
    configured += row.configured ? 1 : 0;
    for (const auto& [key, value] : row.parameters) {
      ++seen[key];
      if (!first[key]) first[key] = value;
      else if (*first[key] != value) varies[key] = true;
    }
  }
  std::vector<std::uint32_t> keys;
  for (std::uint32_t key = 0; key < keys_.size(); ++key)
    if (varies[key] || (seen[key] > 0 && seen[key] < configured)) keys.push_back(key);
  return keys;
}

std::vector<std::string> ResultsTable::short_names(const std::vector<std::uint32_t>& keys) const {
  const auto suffix = [&](std::uint32_t key, std::size_t components) {
    const auto& name = keys_[key];
    auto at = name.size();
    while (components-- > 0 && at != std::string::npos) at = at == 0 ? std::string::npos : name.rfind('.', at - 1);
    return at == std::string::npos ? name : name.substr(at + 1);
  };
  std::vector<std::string> names(keys.size());
  std::vector<char> done(keys.size(), 0);
  std::size_t named = 0;
  for (std::size_t components = 1; named < keys.size(); ++components) {
    std::unordered_map<std::string, int> shared;
    for (const auto key : keys) ++shared[suffix(key, components)];
    for (std::size_t i = 0; i < keys.size(); ++i) {
      auto name = suffix(keys[i], components);
      if (done[i] || (shared[name] > 1 && name != keys_[keys[i]])) continue;
      names[i] = std::move(name);
      done[i] = 1;
      ++named;
    }
  }
  return names;
}

}  // namespace liftoff::metrics
