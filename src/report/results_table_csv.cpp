#include "report/results_table_csv.hpp"

#include <cmath>
#include <iterator>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <liftoff/yaml.hpp>

#include "metrics/column_titles.hpp"
#include "report/results_row_state.hpp"

namespace liftoff::report {

namespace {

using Texts = std::vector<std::string>;
using Keys = std::vector<std::uint32_t>;

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string csv_line(const Texts& fields) {
  Texts quoted;
  for (const auto& field : fields) quoted.push_back(csv_field(field));
  return fmt::format("{}\n", fmt::join(quoted, ","));
}

std::string csv_number(double number) { return std::isnan(number) ? "nan" : fmt::format("{}", number); }

/// What stands behind the path and the parameters, before the metrics.
Texts state_titles(const TableView& view) {
  return view.individual ? Texts{"run_id", "state"} : Texts{"runs", "running", "crashed", "lost"};
}

Texts metric_titles(const metrics::ResultsTable& table, const TableView& view) {
  Texts titles;
  for (const auto metric : view.metrics) {
    const auto& name = table.metrics()[metric];
    if (view.individual) titles.push_back(name);
    else titles.insert(titles.end(), {name + "_mean", name + "_sd", name + "_n"});
  }
  return titles;
}

Texts csv_header(const metrics::ResultsTable& table, const TableView& view, const Keys& keys) {
  const auto states = state_titles(view);
  metrics::ColumnTitles different{{}, metric_titles(table, view)};
  for (const auto key : keys) different.parameters.push_back(table.key(key));
  std::unordered_set<std::string> taken(states.begin(), states.end());
  taken.insert("path");
  metrics::tell_apart(different, std::move(taken));
  Texts header{"path"};
  for (const auto& titles : {different.parameters, states, different.metrics})
    header.insert(header.end(), titles.begin(), titles.end());
  return header;
}

void add_states(Texts& fields, const metrics::TableRow& row, bool individual) {
  const auto& s = row.states;
  if (individual) fields.insert(fields.end(), {std::to_string(row.run_id.value_or(0)), std::string(state_of_run(s))});
  else
    for (const auto count : {s.all(), s.running, s.crashed, s.lost}) fields.push_back(std::to_string(count));
}

void add_metric(Texts& fields, const metrics::Spread* spread, bool individual) {
  fields.push_back(spread ? csv_number(spread->mean()) : "");
  if (individual) return;
  fields.push_back(spread && spread->count() > 1 ? csv_number(spread->deviation()) : "");
  fields.push_back(std::to_string(spread ? spread->count() : 0));
}

Texts csv_row(const metrics::ResultsTable& table, const metrics::TableRow& row, const TableView& view,
              const Keys& keys) {
  Texts fields{row.path};
  for (const auto key : keys) {
    const auto* value = table.parameter(row, key);
    fields.push_back(value && !value->is_null() ? python_str(*value) : "");
  }
  add_states(fields, row, view.individual);
  for (const auto metric : view.metrics) add_metric(fields, row.metric(metric), view.individual);
  return fields;
}

}  // namespace

std::string results_table_csv(const metrics::ResultsTable& table, const TableView& view) {
  const auto& keys = table.shown();
  auto text = csv_line(csv_header(table, view, keys));
  for (const auto& row : table.rows()) text += csv_line(csv_row(table, row, view, keys));
  return text;
}

}  // namespace liftoff::report
