#include "metrics/results_table.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "metrics/merged_rows.hpp"
#include "metrics/varying_keys.hpp"
#include "text/glob.hpp"
#include "text/nearest.hpp"
#include "text/words.hpp"
#include "value/run_keys.hpp"

namespace liftoff::metrics {

namespace {

constexpr std::size_t most_metrics = 12;

template <class Item, class Wanted>
std::optional<std::size_t> place_in(const std::vector<Item>& items, const Wanted& wanted) {
  const auto it = std::find(items.begin(), items.end(), wanted);
  return it == items.end() ? std::nullopt : std::optional(static_cast<std::size_t>(it - items.begin()));
}

template <class Item, class Wanted> bool holds(const std::vector<Item>& items, const Wanted& wanted) {
  return place_in(items, wanted).has_value();
}

/// Of a metric: by its name, by what the table calls it, or with the prefix though it needs none.
bool fits(const std::string& pattern, const std::string& name, const std::string& title) {
  const auto bare = without_prefix(pattern, metric_prefix);
  return text::fits(pattern, name) || text::fits(pattern, title) || (bare && text::fits(*bare, name));
}

}  // namespace

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

bool ResultsTable::counts(const experiment::RunState& state) const {
  return holds(options_.states, "all") || holds(options_.states, experiment::name_of(state));
}

void ResultsTable::add(const results::FoundRun& run, const results::Complaint& complain) {
  const auto state = run.state();
  experiments_.insert(run.experiment.ref.folder);
  auto& row = row_of(run, complain);
  row.states.add(state);
  if (!counts(state)) {
    if (has_metric_files(run, options_.metrics)) left_out_.uncounted.add(state);
    return;
  }
  for (const auto& [number, value] : run_metrics(run, state, options_.metrics, columns_, complain))
    row.add_metric(number, value);
}

void ResultsTable::finish(bool keep_all) {
  metric_names_ = columns_.names();
  for (auto& row : rows_)
    std::erase_if(row.metrics, [&](const auto& metric) { return !columns_.is_measured(metric.first); });
  std::vector<std::uint32_t> over;
  for (const auto& name : rows_.empty() ? std::vector<std::string>{} : options_.over)
    if (const auto key = parameter_of(name, "--over"); !holds(over, key)) over.push_back(key);
  over_ = std::move(over);
  if (!over_.empty()) rows_ = merged_rows(std::move(rows_), over_);
  if (!keep_all)
    left_out_.without_metrics = std::erase_if(rows_, [](const TableRow& row) { return row.metrics.empty(); });
  shown_ = varying_keys(rows_, parameters_.keys().size());
  left_out_.equal_parameters = equal_parameters();
}

std::size_t ResultsTable::equal_parameters() const {
  std::vector<char> seen(parameters_.keys().size(), 0);
  for (const auto& row : rows_)
    for (const auto& [key, value] : row.parameters) seen[key] = 1;
  return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), 1)) - shown_.size();
}

void ResultsTable::keep_first(std::size_t top) {
  if (top == 0 || rows_.size() <= top) return;
  left_out_.beyond_top = rows_.size() - top;
  rows_.resize(top);
}

std::string ResultsTable::known_metrics() const {
  auto names = titles().metrics;
  std::erase(names, std::string());
  return fmt::format("metrics are {}", text::some_of(names, most_metrics));
}

ColumnTitles ResultsTable::titles() const {
  std::vector<std::string> keys, names;
  for (const auto number : shown_) keys.push_back(key(number));
  for (std::uint32_t i = 0; i < metric_names_.size(); ++i)
    names.push_back(is_measured(i) ? metric_names_[i] : std::string());
  return column_titles(keys, names);
}

std::optional<std::uint32_t> ResultsTable::metric_of(std::string_view name) const {
  for (std::uint32_t i = 0; i < metric_names_.size(); ++i)
    if (is_measured(i) && metric_names_[i] == name) return i;
  return std::nullopt;
}

std::optional<std::uint32_t> ResultsTable::parameter_called(const std::string& name) const {
  if (const auto title = place_in(titles().parameters, name)) return shown_[*title];
  if (const auto key = parameters_.find(name)) return key;
  const auto bare = without_prefix(name, parameter_prefix);
  return bare ? parameters_.find(*bare) : std::nullopt;
}

std::uint32_t ResultsTable::parameter_of(const std::string& name, const char* option) const {
  const auto key = parameter_called(name);
  if (key && holds(over_, *key))
    throw usage_error(fmt::format("{} '{}': the mean is taken over it", option, name), "leave it out of one of them");
  if (key) return *key;
  throw Error(ExitCode::Failed, fmt::format("{} '{}': no configuration has such a parameter", option, name),
              value::is_of_one_run(name) ? "the mean over a configuration's runs is taken without it"
                                         : parameters_.suggest(name));
}

std::vector<std::uint32_t> ResultsTable::parameters_like(const std::string& pattern, const char* option) const {
  if (pattern.find_first_of("*?") == std::string::npos) return {parameter_of(pattern, option)};
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < parameters_.keys().size(); ++i)
    if (!holds(over_, i) && (text::fits(pattern, key(i)) || text::fits("*." + pattern, key(i)))) found.push_back(i);
  if (found.empty())
    throw Error(ExitCode::Failed, fmt::format("{} '{}': no configuration has such a parameter", option, pattern),
                parameters_.suggest(pattern));
  return found;
}

void ResultsTable::choose_parameters(const std::vector<std::string>& wanted) {
  std::vector<std::uint32_t> chosen;
  for (const auto& pattern : wanted)
    for (const auto number : parameters_like(pattern, "-p"))
      if (!holds(chosen, number)) chosen.push_back(number);
  if (wanted.empty()) return;
  shown_ = std::move(chosen);
  left_out_.equal_parameters = 0;
}

/// What the table itself calls it comes first: that is no other column's name.
std::optional<ResultsTable::Column> ResultsTable::by_title(const std::string& name) const {
  const auto all = titles();
  if (const auto place = place_in(all.metrics, name)) return Column{true, static_cast<std::uint32_t>(*place)};
  if (const auto place = place_in(all.parameters, name)) return Column{false, shown_[*place]};
  const auto bare = without_prefix(name, metric_prefix);
  const auto metric = bare ? metric_of(*bare) : std::nullopt;
  return metric ? std::optional(Column{true, *metric}) : std::nullopt;
}

ResultsTable::Column ResultsTable::column_of(const std::string& name) const {
  if (const auto column = by_title(name)) return *column;
  const auto metric = metric_of(name);
  const auto key = parameters_.find(name);
  const auto all = titles();
  if (metric && key && holds(shown_, *key))
    throw usage_error(fmt::format("--sort '{}': a metric and a parameter are called so", name),
                      fmt::format("say {} or {}", all.metrics[*metric], all.parameters[*place_in(shown_, *key)]));
  if (metric) return {true, *metric};
  if (parameter_called(name)) return {false, parameter_of(name, "--sort")};
  auto names = all.metrics;
  names.insert(names.end(), all.parameters.begin(), all.parameters.end());
  const auto meant = text::nearest(name, names);
  throw Error(ExitCode::Failed, fmt::format("--sort '{}': no run has such a metric or parameter", name),
              (meant ? fmt::format("did you mean {}? ", *meant) : "") + known_metrics());
}

void ResultsTable::sort(const std::vector<SortBy>& by) {
  std::vector<Column> columns;
  for (const auto& one : by) {
    columns.push_back(column_of(one.name));
    if (columns.back().is_metric) is_descending(one);
  }
  for (auto i = by.size(); i-- > 0;) {
    const auto [is_metric, number] = columns[i];
    if (is_metric) {
      sort_by_metric(rows_, number, by[i]);
      continue;
    }
    const auto value = [&, key = number](const TableRow& row) { return parameter(row, key); };
    sort_by_parameter(rows_, value, by[i].descending.value_or(false));
  }
}

std::vector<std::uint32_t> ResultsTable::chosen_metrics(const std::vector<std::string>& wanted,
                                                        const std::vector<SortBy>& sort) const {
  std::vector<std::uint32_t> chosen;
  const auto add = [&](std::uint32_t number) {
    if (!holds(chosen, number)) chosen.push_back(number);
  };
  for (const auto& by : sort)
    if (const auto column = column_of(by.name); wanted.empty() && column.is_metric) add(column.number);
  const auto all = titles();
  for (const auto& pattern : wanted.empty() ? std::vector<std::string>{"*"} : wanted) {
    bool any = false;
    for (std::uint32_t i = 0; i < metric_names_.size(); ++i) {
      if (!is_measured(i) || !fits(pattern, metric_names_[i], all.metrics[i])) continue;
      any = true;
      add(i);
    }
    if (!any && !wanted.empty())
      throw Error(ExitCode::Failed, fmt::format("-m '{}': no run has such a metric", pattern), known_metrics());
  }
  return chosen;
}

}  // namespace liftoff::metrics
