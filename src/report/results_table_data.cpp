// The forms of the table that programs read.
#include <cmath>
#include <iterator>
#include <unordered_set>

#include <fmt/format.h>

#include <liftoff/yaml.hpp>

#include "report/json_value.hpp"
#include "report/results_table.hpp"
#include "text/json_text.hpp"

namespace liftoff::report {

namespace {

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string csv_line(const std::vector<std::string>& fields) {
  std::vector<std::string> quoted;
  for (const auto& field : fields) quoted.push_back(csv_field(field));
  return fmt::format("{}\n", fmt::join(quoted, ","));
}

std::string csv_number(double number) { return std::isnan(number) ? "nan" : fmt::format("{}", number); }

/// Of the one run of a row.
std::string_view state_of(const metrics::StateCounts& states) {
  return states.running     ? "running"
         : states.crashed   ? "crashed"
         : states.lost      ? "lost"
         : states.succeeded ? "succeeded"
                            : "waiting";
}

std::vector<std::string> csv_header(const metrics::ResultsTable& table, const TableView& view,
                                    const std::vector<std::uint32_t>& keys) {
  std::vector<std::string> fixed{"path"}, behind;
  if (view.individual) fixed.insert(fixed.end(), {"run_id", "state"});
  else fixed.insert(fixed.end(), {"runs", "running", "crashed", "lost"});
  for (const auto metric : view.metrics) {
    const auto& name = table.metrics()[metric];
    if (view.individual) behind.push_back(name);
    else behind.insert(behind.end(), {name + "_mean", name + "_sd", name + "_n"});
  }
  std::unordered_set<std::string> taken(fixed.begin(), fixed.end());
  for (auto& name : behind)
    while (!taken.insert(name).second) name.insert(0, "metric.");
  std::vector<std::string> parameters;
  for (const auto key : keys) {
    parameters.push_back(table.key(key));
    while (!taken.insert(parameters.back()).second) parameters.back().insert(0, "parameter.");
  }
  std::vector<std::string> header{"path"};
  header.insert(header.end(), parameters.begin(), parameters.end());
  header.insert(header.end(), std::next(fixed.begin()), fixed.end());
  header.insert(header.end(), behind.begin(), behind.end());
  return header;
}

std::vector<std::string> csv_row(const metrics::ResultsTable& table, const metrics::TableRow& row,
                                 const TableView& view, const std::vector<std::uint32_t>& keys) {
  std::vector<std::string> fields{row.path};
  for (const auto key : keys) {
    const auto* value = table.parameter(row, key);
    fields.push_back(value && !value->is_null() ? python_str(*value) : "");
  }
  const auto& s = row.states;
  if (view.individual) fields.insert(fields.end(), {std::to_string(row.run_id.value_or(0)), std::string(state_of(s))});
  else
    for (const auto count : {s.all(), s.running, s.crashed, s.lost}) fields.push_back(std::to_string(count));
  for (const auto metric : view.metrics) {
    const auto* spread = row.metric(metric);
    fields.push_back(spread ? csv_number(spread->mean()) : "");
    if (view.individual) continue;
    fields.push_back(spread && spread->count() > 1 ? csv_number(spread->deviation()) : "");
    fields.push_back(std::to_string(spread ? spread->count() : 0));
  }
  return fields;
}

std::string json_of(const metrics::Spread& spread, bool individual) {
  if (individual) return text::json_number(spread.mean());
  return fmt::format(R"({{"mean": {}, "sd": {}, "n": {}, "min": {}, "max": {}}})", text::json_number(spread.mean()),
                     spread.count() > 1 ? text::json_number(spread.deviation()) : "null", spread.count(),
                     text::json_number(spread.least()), text::json_number(spread.greatest()));
}

std::string json_row(const metrics::ResultsTable& table, const metrics::TableRow& row, const TableView& view,
                     const std::vector<std::uint32_t>& keys) {
  std::vector<std::string> parameters, metrics;
  for (const auto key : keys)
    if (const auto* value = table.parameter(row, key))
      parameters.push_back(fmt::format("{}: {}", text::json_quoted(table.key(key)), json_value(*value)));
  for (const auto metric : view.metrics)
    if (const auto* spread = row.metric(metric))
      metrics.push_back(
          fmt::format("{}: {}", text::json_quoted(table.metrics()[metric]), json_of(*spread, view.individual)));
  const auto& s = row.states;
  const auto what = view.individual
                        ? fmt::format(R"("run_id": {}, "state": "{}")", row.run_id.value_or(0), state_of(s))
                        : fmt::format(R"("runs": {}, "waiting": {}, "running": {}, "crashed": {}, "lost": {})", s.all(),
                                      s.waiting, s.running, s.crashed, s.lost);
  return fmt::format("\n{{\"path\": {}, \"title\": {}, {}, \"parameters\": {{{}}}, \"metrics\": {{{}}}}}",
                     text::json_quoted(row.path), text::json_quoted(row.title), what, fmt::join(parameters, ", "),
                     fmt::join(metrics, ", "));
}

}  // namespace

std::string results_table_csv(const metrics::ResultsTable& table, const TableView& view) {
  const auto keys = table.varying();
  auto text = csv_line(csv_header(table, view, keys));
  for (const auto& row : table.rows()) text += csv_line(csv_row(table, row, view, keys));
  return text;
}

std::string results_table_json(const metrics::ResultsTable& table, const TableView& view) {
  std::vector<std::string> parameters, metrics, rows;
  const auto keys = table.varying();
  for (const auto key : keys) parameters.push_back(text::json_quoted(table.key(key)));
  for (const auto metric : view.metrics) metrics.push_back(text::json_quoted(table.metrics()[metric]));
  for (const auto& row : table.rows()) rows.push_back(json_row(table, row, view, keys));
  return fmt::format("{{\"schema_version\": 1, \"parameters\": [{}], \"metrics\": [{}], \"rows\": [{}]}}\n",
                     fmt::join(parameters, ", "), fmt::join(metrics, ", "), fmt::join(rows, ","));
}

}  // namespace liftoff::report
