#include "report/status_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/status_columns.hpp"
#include "report/table.hpp"
#include "report/text_width.hpp"

namespace liftoff::report {

namespace {

using Experiments = std::vector<ExperimentSummary>;

constexpr std::size_t title_width = 12;       // of a legend
constexpr std::size_t comfortable_name = 24;  // names are not cut below that before the counts lose their blanks

/// Rows of the table of columns that stand in one column.
using Parts = std::vector<const StatusColumn*>;

/// How much room the columns take.
enum class Room { Ample, Usual, Dense };

bool has_place(const StatusColumn& column, const Experiments& experiments, const StatusView& view) {
  if (!*column.title || (view.brief && column.is_time)) return false;
  return !column.if_any || std::any_of(experiments.begin(), experiments.end(),
                                       [&](const ExperimentSummary& e) { return !column.text(e).empty(); });
}

std::vector<Parts> shown_columns(const Experiments& experiments, const StatusView& view, Room room) {
  std::vector<Parts> shown;
  for (const auto& column : status_columns()) {
    if (!has_place(column, experiments, view) || (column.spare && room != Room::Ample)) continue;
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
std::vector<std::size_t> part_widths(const Parts& parts, const Experiments& experiments) {
  std::vector<std::size_t> widths(parts.size(), 0);
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (const auto& e : experiments)
      if (parts[i]->after) widths[i] = std::max(widths[i], parts[i]->text(e).size());
  return widths;
}

Cell cell_of(const Parts& parts, const std::vector<std::size_t>& widths, const ExperimentSummary& e, bool dense) {
  Cell cell;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& part = *parts[i];
    cell.push_back({tone_of(part, e), fmt::format("{:>{}}", part.text(e), widths[i])});
    if (part.after) cell.push_back({Tone::Dim, between(part, dense)});
  }
  return cell;
}

Table table_of(const Experiments& experiments, const StatusView& view, Room room) {
  const bool dense = room == Room::Dense;
  Table table;
  table.rows.resize(experiments.size());
  for (const auto& parts : shown_columns(experiments, view, room)) {
    const auto& first = *parts.front();
    table.columns.push_back({header_of(parts, dense), first.right, first.least, first.dispensable, first.prose});
    const auto widths = part_widths(parts, experiments);
    for (std::size_t i = 0; i < experiments.size(); ++i)
      table.rows[i].push_back(cell_of(parts, widths, experiments[i], dense));
  }
  return table;
}

/// What the letters mean, or every column that is shown.
std::vector<std::string> legend(const Experiments& experiments, const StatusView& view, const Style& style) {
  const auto line = [&](const std::string& text) {
    return style.dim(view.width == 0 ? text : cut_end(text, view.width)) + "\n";
  };
  if (view.legend == Legend::None) return {};
  if (view.legend == Legend::Letters) return {line("W waiting, R running, C crashed, L lost, S succeeded" + view.more)};
  std::vector<std::string> lines{"\n"};
  for (const auto& column : status_columns())
    if (has_place(column, experiments, view))
      lines.push_back(line(fmt::format("{:<{}}{}", column.title, title_width, column.meaning)));
  return lines;
}

/// A first try leaves names alone.
void keep_names(Table& table) {
  for (auto& column : table.columns)
    if (column.least > 0 && column.dispensable == 0) column.least = comfortable_name;
}

std::vector<std::string> fitting_lines(const Experiments& experiments, const StatusView& view, const Style& style) {
  for (const auto room : {Room::Ample, Room::Usual}) {
    auto table = table_of(experiments, view, room);
    keep_names(table);
    if (auto shown = laid_out(table, style, view.width); shown.whole) return std::move(shown.lines);
  }
  return lines_of(table_of(experiments, view, Room::Dense), style, view.width);
}

}  // namespace

std::vector<std::string> status_lines(const std::vector<ExperimentSummary>& experiments, const StatusView& view,
                                      const Style& style) {
  if (experiments.empty()) return {};
  auto lines = fitting_lines(experiments, view, style);
  for (auto& line : legend(experiments, view, style)) lines.push_back(std::move(line));
  return lines;
}

}  // namespace liftoff::report
