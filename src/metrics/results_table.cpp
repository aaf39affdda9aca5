#include "metrics/results_table.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "metrics/short_names.hpp"
#include "metrics/varying_keys.hpp"

namespace liftoff::metrics {

TableRow ResultsTable::new_row(const results::FoundRun& run) const {
  const auto [configuration, run_id] = run.run.repetition();
  TableRow row;
  row.path = (options_.individual ? run.run : configuration).path(run.experiment.ref.path);
  row.experiment = run.experiment.ref.folder;
  row.title = configuration.relative();
  if (options_.individual) row.run_id = run_id.value_or(0);
  return row;
}

void ResultsTable::take_configuration(TableRow& row, const results::FoundRun& run, const results::Complaint& complain) {
  const auto* config = run.config(complain);
  if (!config) return;
  row.configured = true;
  row.parameters = parameters_.numbers_of(config->value);
  const auto* title = config->value.find("title");
  if (title && title->value.is_string()) row.title = *title->value.get_if<std::string>();
}

/// Repetitions of an edited configuration that ran different versions of it are told apart by what they ran.
std::string ResultsTable::key_of(const TableRow& fresh, const results::FoundRun& run,
                                 const results::Complaint& complain) {
  auto key = fresh.path;
  const auto* plan = run.experiment.plan();
  const auto* config = plan && plan->is_edited() ? run.config(complain) : nullptr;
  if (!config) return key;
  for (const auto& [name, value] : parameters_.numbers_of(config->value)) key += fmt::format("|{}={}", name, value);
  return key;
}

TableRow& ResultsTable::row_of(const results::FoundRun& run, const results::Complaint& complain) {
  auto fresh = new_row(run);
  const auto [it, added] = rows_by_key_.try_emplace(key_of(fresh, run, complain), rows_.size());
  if (added) rows_.push_back(std::move(fresh));
  auto& row = rows_[it->second];
  if (!row.configured) take_configuration(row, run, complain);
  return row;
}

void ResultsTable::add(const results::FoundRun& run, const results::Complaint& complain) {
  const auto state = run.state();
  auto& row = row_of(run, complain);
  row.states.add(state);
  for (const auto& [number, value] : run_metrics(run, state, options_.metrics, columns_, complain))
    row.add_metric(number, value);
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

std::optional<std::uint32_t> ResultsTable::metric_of(const std::string& name) const {
  for (std::uint32_t i = 0; i < metric_names_.size(); ++i)
    if (is_measured(i) && metric_names_[i] == name) return i;
  return std::nullopt;
}

std::optional<SortBy> ResultsTable::sort(const std::vector<SortBy>& by) {
  for (const auto& one : by) {
    if (metric_of(one.name)) is_descending(one);
    else if (!parameters_.find(one.name)) return one;
  }
  for (auto last = by.rbegin(); last != by.rend(); ++last) {
    if (const auto metric = metric_of(last->name)) {
      sort_by_metric(rows_, *metric, *last);
      continue;
    }
    const auto key = *parameters_.find(last->name);
    const auto value = [&](const TableRow& row) { return parameter(row, key); };
    sort_by_parameter(rows_, value, last->descending.value_or(false));
  }
  return std::nullopt;
}

std::vector<std::uint32_t> ResultsTable::varying() const {
  return varying_ ? *varying_ : varying_keys(rows_, parameters_.keys().size());
}

std::vector<std::string> ResultsTable::short_names(const std::vector<std::uint32_t>& keys) const {
  std::vector<std::string> names;
  for (const auto number : keys) names.push_back(key(number));
  return metrics::short_names(names);
}

}  // namespace liftoff::metrics
