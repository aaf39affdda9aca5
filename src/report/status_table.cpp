#include "report/status_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/status_columns.hpp"
#include "report/table.hpp"
#include "report/text_width.hpp"

namespace liftoff::report {

namespace {

using Experiments = std::vector<ExperimentSummary>;

constexpr std::size_t comfortable_name = 24;  // names are not cut below that before the counts lose their blanks

/// Rows of the table of columns that stand in one column.
using Parts = std::vector<const StatusColumn*>;

bool has_place(const StatusColumn& column, const Experiments& experiments, const StatusView& view) {
  if (!*column.title || (view.brief && column.is_time)) return false;
  return !column.if_any || std::any_of(experiments.begin(), experiments.end(),
                                       [&](const ExperimentSummary& e) { return !column.text(e, view.now).empty(); });
}

std::vector<Parts> shown_columns(const Experiments& experiments, const StatusView& view) {
  std::vector<Parts> shown;
  for (const auto& column : status_columns()) {
    if (!has_place(column, experiments, view)) continue;
    const bool joins = column.after && !shown.empty() && shown.back().front()->after;
    if (joins) shown.back().push_back(&column);
    else shown.push_back({&column});
  }
  return shown;
}

std::string between(const StatusColumn& part, bool dense) {
  if (!part.after || !*part.after) return {};
  return dense ? part.after : fmt::format(" {} ", part.after);
}

Tone tone_of(const StatusColumn& part, const ExperimentSummary& experiment) {
  if (part.tone) return part.tone(experiment);
  const bool dim = part.after && part.colour != Tone::Bold && part.number(experiment) == 0;
  return dim ? Tone::Dim : part.colour;
}

Cell header_of(const Parts& parts, bool dense) {
  Cell cell;
  for (const auto* part : parts) {
    cell.push_back({part->after ? part->colour : Tone::Bold, part->title});
    if (part->after) cell.push_back({Tone::Dim, between(*part, dense)});
  }
  return cell;
}

/// Numbers that share a column are as wide as the widest of their kind.
std::vector<std::size_t> part_widths(const Parts& parts, const Experiments& experiments, double now) {
  std::vector<std::size_t> widths(parts.size(), 0);
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (const auto& e : experiments)
      if (parts[i]->after) widths[i] = std::max(widths[i], parts[i]->text(e, now).size());
  return widths;
}

Cell cell_of(const Parts& parts, const std::vector<std::size_t>& widths, const ExperimentSummary& e, double now,
             bool dense) {
  Cell cell;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& part = *parts[i];
    cell.push_back({tone_of(part, e), fmt::format("{:>{}}", part.text(e, now), widths[i])});
    if (part.after) cell.push_back({Tone::Dim, between(part, dense)});
  }
  return cell;
}

Table table_of(const Experiments& experiments, const StatusView& view, bool dense) {
  Table table;
  table.rows.resize(experiments.size());
  for (const auto& parts : shown_columns(experiments, view)) {
    const auto& first = *parts.front();
    table.columns.push_back({header_of(parts, dense), first.right, first.least, first.dispensable});
    const auto widths = part_widths(parts, experiments, view.now);
    for (std::size_t i = 0; i < experiments.size(); ++i)
      table.rows[i].push_back(cell_of(parts, widths, experiments[i], view.now, dense));
  }
  return table;
}

std::string legend(const Style& style, std::size_t width) {
  const std::string text = "W waiting, R running, C crashed, L lost, S succeeded";
  return style.dim(width == 0 ? text : cut_end(text, width)) + "\n";
}

/// A first try leaves names alone.
void keep_names(Table& table) {
  for (auto& column : table.columns)
    if (column.least > 0 && column.dispensable == 0) column.least = comfortable_name;
}

}  // namespace

std::vector<std::string> status_lines(const std::vector<ExperimentSummary>& experiments, const StatusView& view,
                                      const Style& style) {
  if (experiments.empty()) return {};
  auto table = table_of(experiments, view, false);
  keep_names(table);
  auto shown = laid_out(table, style, view.width);
  auto lines = shown.whole ? std::move(shown.lines) : lines_of(table_of(experiments, view, true), style, view.width);
  if (view.legend) lines.push_back(legend(style, view.width));
  return lines;
}

}  // namespace liftoff::report
