// The forms of the table that programs read.
#include <cmath>

#include <fmt/format.h>

#include <liftoff/config.hpp>

#include "experiment/json_text.hpp"
#include "report/results_table.hpp"

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

std::string_view state_of(const StateCounts& states) {
  return states.running ? "running" : states.crashed ? "crashed" : states.lost ? "lost" : states.succeeded ? "succeeded" : "waiting";
}

std::vector<std::string> csv_header(const ResultsTable& table, const TableView& view, const std::vector<std::uint32_t>& keys) {
  std::vector<std::string> header{"path"};
  for (const auto key : keys) header.push_back(table.key(key));
  if (view.individual) header.insert(header.end(), {"run_id", "state"});
  else header.insert(header.end(), {"runs", "running", "crashed", "lost"});
  for (const auto metric : view.metrics) {
    const auto& name = table.metrics()[metric];
    if (view.individual) header.push_back(name);
    else header.insert(header.end(), {name + "_mean", name + "_sd", name + "_n"});
  }
  return header;
}

std::vector<std::string> csv_row(const ResultsTable& table, const TableRow& row, const TableView& view, const std::vector<std::uint32_t>& keys) {
  std::vector<std::string> fields{row.path};
  for (const auto key : keys) {
    const auto* value = table.parameter(row, key);
    fields.push_back(value && !value->is_null() ? python_str(*value) : "");
  }
  const auto& s = row.states;
  if (view.individual) fields.insert(fields.end(), {std::to_string(row.run_id.value_or(0)), std::string(state_of(s))});
  else for (const auto count : {s.all(), s.running, s.crashed, s.lost}) fields.push_back(std::to_string(count));
  for (const auto metric : view.metrics) {
    const auto* spread = row.metric(metric);
    fields.push_back(spread ? csv_number(spread->mean()) : "");
    if (view.individual) continue;
    fields.push_back(spread && spread->count() > 1 ? csv_number(spread->deviation()) : "");
    fields.push_back(std::to_string(spread ? spread->count() : 0));
  }
  return fields;
}

std::string json_of(const Spread& spread, bool individual) {
  if (individual) return json_number(spread.mean());
  return fmt::format(R"({{"mean": {}, "sd": {}, "n": {}, "min": {}, "max": {}}})", json_number(spread.mean()),
                     spread.count() > 1 ? json_number(spread.deviation()) : "null", spread.count(), json_number(spread.least()), json_number(spread.greatest()));
}

/// JSON has no NaN: what a strict reader would refuse is said as text.
std::string json_parameter(const Value& value) {
  const auto* number = value.get_if<double>();
  return number && !std::isfinite(*number) ? json_quoted(python_str(value)) : to_typed_json(value);
}

std::string json_row(const ResultsTable& table, const TableRow& row, const TableView& view, const std::vector<std::uint32_t>& keys) {
  std::vector<std::string> parameters, metrics;
  for (const auto key : keys)
    if (const auto* value = table.parameter(row, key)) parameters.push_back(fmt::format("{}: {}", json_quoted(table.key(key)), json_parameter(*value)));
  for (const auto metric : view.metrics)
    if (const auto* spread = row.metric(metric)) metrics.push_back(fmt::format("{}: {}", json_quoted(table.metrics()[metric]), json_of(*spread, view.individual)));
  const auto& s = row.states;
  const auto what = view.individual ? fmt::format(R"("run_id": {}, "state": "{}")", row.run_id.value_or(0), state_of(s))
                                    : fmt::format(R"("runs": {}, "running": {}, "crashed": {}, "lost": {})", s.all(), s.running, s.crashed, s.lost);
  return fmt::format("\n{{\"path\": {}, \"title\": {}, {}, \"parameters\": {{{}}}, \"metrics\": {{{}}}}}", json_quoted(row.path), json_quoted(row.title), what,
                     fmt::join(parameters, ", "), fmt::join(metrics, ", "));
}

}  // namespace

std::string results_table_csv(const ResultsTable& table, const TableView& view) {
  const auto keys = table.varying();
  auto text = csv_line(csv_header(table, view, keys));
  for (const auto& row : table.rows()) text += csv_line(csv_row(table, row, view, keys));
  return text;
}

std::string results_table_json(const ResultsTable& table, const TableView& view) {
  std::vector<std::string> parameters, metrics, rows;
  const auto keys = table.varying();
  for (const auto key : keys) parameters.push_back(json_quoted(table.key(key)));
  for (const auto metric : view.metrics) metrics.push_back(json_quoted(table.metrics()[metric]));
  for (const auto& row : table.rows()) rows.push_back(json_row(table, row, view, keys));
  return fmt::format("{{\"schema_version\": 1, \"parameters\": [{}], \"metrics\": [{}], \"rows\": [{}]}}\n", fmt::join(parameters, ", "),
                     fmt::join(metrics, ", "), fmt::join(rows, ","));
}

}  // namespace liftoff::report
