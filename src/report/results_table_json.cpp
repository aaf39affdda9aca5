#include "report/results_table_json.hpp"

#include <vector>

#include <fmt/format.h>

#include "report/results_left_out.hpp"
#include "report/results_row_state.hpp"
#include "text/json_text.hpp"
#include "value/json_object.hpp"

namespace liftoff::report {

namespace {

using Texts = std::vector<std::string>;
using Keys = std::vector<std::uint32_t>;

std::string json_of(const metrics::Spread& spread, bool individual) {
  if (individual) return text::json_number(spread.mean());
  return fmt::format(R"({{"mean": {}, "sd": {}, "n": {}, "min": {}, "max": {}}})", text::json_number(spread.mean()),
                     spread.count() > 1 ? text::json_number(spread.deviation()) : "null", spread.count(),
                     text::json_number(spread.least()), text::json_number(spread.greatest()));
}

std::string json_parameters(const metrics::ResultsTable& table, const metrics::TableRow& row, const Keys& keys) {
  Texts members;
  for (const auto key : keys)
    if (const auto* value = table.parameter(row, key))
      members.push_back(fmt::format("{}: {}", text::json_quoted(table.key(key)), value::to_json(*value)));
  return fmt::format("{}", fmt::join(members, ", "));
}

std::string json_metrics(const metrics::ResultsTable& table, const metrics::TableRow& row, const TableView& view) {
  Texts members;
  for (const auto metric : view.metrics)
    if (const auto* spread = row.metric(metric))
      members.push_back(
          fmt::format("{}: {}", text::json_quoted(table.metrics()[metric]), json_of(*spread, view.individual)));
  return fmt::format("{}", fmt::join(members, ", "));
}

std::string json_states(const metrics::TableRow& row, bool individual) {
  const auto& s = row.states;
  if (individual) return fmt::format(R"("run_id": {}, "state": "{}")", row.run_id.value_or(0), state_of_run(s));
  return fmt::format(R"("runs": {}, "waiting": {}, "running": {}, "crashed": {}, "lost": {})", s.all(), s.waiting,
                     s.running, s.crashed, s.lost);
}

/// Of all configurations that a line stands for, where it stands for several.
std::string json_paths(const metrics::ResultsTable& table, const metrics::TableRow& row) {
  if (table.over().empty()) return {};
  Texts paths{row.path};
  paths.insert(paths.end(), row.others.begin(), row.others.end());
  return fmt::format(R"("paths": {}, )", text::json_array(paths, text::json_quoted, ", "));
}

std::string json_row(const metrics::ResultsTable& table, const metrics::TableRow& row, const TableView& view,
                     const Keys& keys) {
  return fmt::format("\n{{\"path\": {}, {}\"title\": {}, {}, \"parameters\": {{{}}}, \"metrics\": {{{}}}}}",
                     text::json_quoted(row.path), json_paths(table, row), text::json_quoted(row.title),
                     json_states(row, view.individual), json_parameters(table, row, keys),
                     json_metrics(table, row, view));
}

}  // namespace

std::string results_table_json(const metrics::ResultsTable& table, const TableView& view) {
  Texts parameters, metrics, over, rows;
  const auto& keys = table.shown();
  for (const auto key : keys) parameters.push_back(text::json_quoted(table.key(key)));
  for (const auto metric : view.metrics) metrics.push_back(text::json_quoted(table.metrics()[metric]));
  for (const auto& row : table.rows()) rows.push_back(json_row(table, row, view, keys));
  for (const auto key : table.over()) over.push_back(text::json_quoted(table.key(key)));
  return fmt::format(
      "{{\"schema_version\": 1, \"parameters\": [{}], \"metrics\": [{}], \"over\": [{}], \"states\": {}, "
      "\"left_out\": {}, \"rows\": [{}]}}\n",
      fmt::join(parameters, ", "), fmt::join(metrics, ", "), fmt::join(over, ", "),
      text::json_array(table.states(), text::json_quoted, ", "), left_out_json(table.left_out()), fmt::join(rows, ","));
}

}  // namespace liftoff::report
