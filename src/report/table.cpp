#include "report/table.hpp"

#include <algorithm>
#include <numeric>

#include "report/text_width.hpp"

namespace liftoff::report {

namespace {

constexpr std::size_t gap = 2;  // blanks between columns

std::size_t width_of(const Cell& cell) {
  std::size_t width = 0;
  for (const auto& span : cell) width += text_width(span.text);
  return width;
}

std::vector<std::size_t> natural_widths(const Table& table) {
  std::vector<std::size_t> widths;
  for (const auto& column : table.columns) widths.push_back(width_of(column.header));
  for (const auto& row : table.rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  return widths;
}

/// Which columns stand, and how wide.
struct Fitting {
  std::vector<std::size_t> shown, left_out;
  std::vector<std::size_t> widths;  // of all columns
  bool whole = true;
};

/// How narrow a column can become.
std::size_t least_width(const Column& column, std::size_t natural) {
  return column.least > 0 ? std::min(column.least, natural) : natural;
}

/// Takes columns from the widest of those that can be cut, until no more than `width` are left. False where they can't
/// give more.
bool narrow(const Table& table, Fitting& fit, std::size_t total, std::size_t width) {
  while (total > width) {
    std::size_t* widest = nullptr;
    for (const auto i : fit.shown) {
      const bool can_be_cut = fit.widths[i] > least_width(table.columns[i], fit.widths[i]);
      if (can_be_cut && (!widest || fit.widths[i] > *widest)) widest = &fit.widths[i];
    }
    if (!widest) return false;
    --*widest;
    --total;
  }
  return true;
}

Fitting fitting(const Table& table, std::size_t width) {
  Fitting fit{std::vector<std::size_t>(table.columns.size()), {}, natural_widths(table)};
  std::iota(fit.shown.begin(), fit.shown.end(), 0u);
  if (width == 0) return fit;
  std::size_t least = 0;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].least > 0) fit.widths[i] = std::min(fit.widths[i], std::max(width, table.columns[i].least));
    least += gap + least_width(table.columns[i], fit.widths[i]);
  }
  // The columns that can be missed most easily, in the order in which they go.
  auto going = fit.shown;
  std::stable_sort(going.begin(), going.end(), [&](std::size_t a, std::size_t b) {
    return table.columns[a].dispensable > table.columns[b].dispensable;
  });
  std::vector<char> gone(table.columns.size(), 0);
  for (std::size_t next = 0; least > width + gap && next + 1 < going.size(); ++next) {
    gone[going[next]] = 1;
    least -= gap + least_width(table.columns[going[next]], fit.widths[going[next]]);
  }
  for (std::size_t i = 0; i < gone.size(); ++i)
    if (gone[i]) fit.left_out.push_back(i);
  std::erase_if(fit.shown, [&](std::size_t i) { return gone[i] != 0; });
  std::size_t total = gap * (std::max<std::size_t>(fit.shown.size(), 1) - 1);
  for (const auto i : fit.shown) total += fit.widths[i];
  fit.whole = narrow(table, fit, total, width) && fit.left_out.empty();
  return fit;
}

std::string painted(const Cell& cell, std::size_t width, bool prose, const Style& style) {
  if (width_of(cell) <= width) {
    std::string text;
    for (const auto& span : cell)
      if (!span.text.empty()) text += style(span.tone, span.text);
    return text;
  }
  std::string text;
  for (const auto& span : cell) text += span.text;
  return style(cell.size() == 1 ? cell.front().tone : Tone::Plain,
               prose ? cut_end(text, width) : cut_middle(text, width));
}

std::string line_of(const Table& table, const std::vector<Cell>& cells, const Fitting& fit, const Style& style,
                    std::size_t limit) {
  std::string line;
  for (std::size_t n = 0; n < fit.shown.size(); ++n) {
    const auto i = fit.shown[n];
    const auto width = limit == 0 ? fit.widths[i] : std::min(fit.widths[i], limit);
    const std::string blanks(width - std::min(width, width_of(cells[i])), ' ');
    if (table.columns[i].right) line += blanks;
    line += painted(cells[i], width, table.columns[i].prose, style);
    if (n + 1 == fit.shown.size()) break;
    if (!table.columns[i].right) line += blanks;
    line.append(gap, ' ');
  }
  while (line.ends_with(' ')) line.pop_back();
  return line += '\n';
}

}  // namespace

LaidOut laid_out(const Table& table, const Style& style, std::size_t width) {
  const auto fit = fitting(table, width);
  LaidOut out{{}, {}, fit.whole};
  std::vector<Cell> header;
  for (const auto& column : table.columns) header.push_back(column.header);
  for (const auto i : fit.left_out) {
    std::string name;
    for (const auto& span : header[i]) name += span.text;
    if (!name.empty()) out.left_out.push_back(name);
  }
  out.lines.push_back(line_of(table, header, fit, style, width));
  for (const auto& row : table.rows) out.lines.push_back(line_of(table, row, fit, style, width));
  return out;
}

std::vector<std::string> lines_of(const Table& table, const Style& style, std::size_t width) {
  return laid_out(table, style, width).lines;
}

}  // namespace liftoff::report
