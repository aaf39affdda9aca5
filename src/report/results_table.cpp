#include "report/results_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <liftoff/yaml.hpp>

#include "report/results_row_state.hpp"
#include "report/significant.hpp"
#include "report/table.hpp"
#include "report/text_width.hpp"

namespace liftoff::report {

namespace {

/// How many repetitions have measured whatever most of them have.
std::size_t measured(const metrics::TableRow& row) {
  std::size_t most = 0;
  for (const auto& [number, spread] : row.metrics) most = std::max(most, spread.count());
  return most;
}

/// "0.81 ± 0.03", with " (2)" behind it where only two have measured it and others more.
std::string metric_text(const metrics::Spread* spread, std::size_t most) {
  if (!spread) return "-";
  const auto text =
      spread->count() > 1 ? spread_text(spread->mean(), spread->deviation()) : number_text(spread->mean());
  return spread->count() == most ? text : fmt::format("{} ({})", text, spread->count());
}

/// "3", or "2/3" where a repetition has not measured anything.
std::string count_text(const metrics::TableRow& row) {
  return measured(row) == row.states.all() ? std::to_string(row.states.all())
                                           : fmt::format("{}/{}", measured(row), row.states.all());
}

/// How many runs have not succeeded, by their states.
Cell state_cell(metrics::StateCounts states, bool individual) {
  states.succeeded = 0;
  Cell cell;
  for (const auto& state : counts_by_state(states))
    cell.push_back({state.tone, individual
                                    ? state.name
                                    : fmt::format("{}{} {}", cell.empty() ? "" : ", ", state.count, state.name)});
  return cell;
}

class TableText {
 public:
  TableText(const metrics::ResultsTable& source, const TableView& view)
      : source_(source), view_(view), keys_(source.shown()), titles_(source.titles()) {}

  Table make() {
    add_columns();
    for (const auto& row : source_.rows()) table_.rows.push_back(cells_of(row));
    return std::move(table_);
  }

 private:
  /// Parameters may be cut down to this many columns, metrics never.
  static constexpr std::size_t least_parameter = 8;

  void add_columns() {
    if (view_.several_experiments)
      table_.columns.push_back({cell_of("experiment", Tone::Bold), false, least_parameter, 0});
    if (keys_.empty()) table_.columns.push_back({cell_of("configuration", Tone::Bold), false, least_parameter, 0});
    for (const auto& name : titles_.parameters)
      table_.columns.push_back({cell_of(one_line(name), Tone::Bold), false, least_parameter, 0});
    if (view_.individual) table_.columns.push_back({cell_of("run", Tone::Bold), true, 0, 0});
    int place = 0;
    for (const auto metric : view_.metrics)
      table_.columns.push_back({cell_of(one_line(titles_.metrics[metric]), Tone::Bold), true, 0, place++});
    if (!view_.individual) table_.columns.push_back({cell_of("n", Tone::Bold), true, 0, 0});
    has_states_ = std::any_of(source_.rows().begin(), source_.rows().end(),
                              [](const metrics::TableRow& row) { return row.states.all() > row.states.succeeded; });
    if (has_states_) table_.columns.push_back({cell_of(""), false, 0, 0});
  }

  std::vector<Cell> cells_of(const metrics::TableRow& row) const {
    std::vector<Cell> cells;
    if (view_.several_experiments) cells.push_back(cell_of(one_line(row.experiment)));
    if (keys_.empty()) cells.push_back(cell_of(one_line(row.title)));
    for (const auto key : keys_) {
      const auto* value = source_.parameter(row, key);
      cells.push_back(cell_of(value ? one_line(python_str(*value)) : "-"));
    }
    if (view_.individual) cells.push_back(cell_of(std::to_string(row.run_id.value_or(0))));
    const auto most = measured(row);
    for (const auto metric : view_.metrics) cells.push_back(cell_of(metric_text(row.metric(metric), most)));
    if (!view_.individual) cells.push_back(cell_of(count_text(row)));
    if (has_states_) cells.push_back(state_cell(row.states, view_.individual));
    return cells;
  }

  const metrics::ResultsTable& source_;
  const TableView& view_;
  const std::vector<std::uint32_t>& keys_;
  const metrics::ColumnTitles titles_;
  bool has_states_ = false;
  Table table_;
};

}  // namespace

ShownTable results_table_text(const metrics::ResultsTable& table, const TableView& view, const Style& style) {
  const auto shown = laid_out(TableText(table, view).make(), style, view.width);
  return {fmt::format("{}", fmt::join(shown.lines, "")), shown.left_out};
}

}  // namespace liftoff::report
