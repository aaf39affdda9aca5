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
  std::vector<std::size_t> shown;
  std::vector<std::size_t> widths;  // of all columns

  std::size_t total() const {
    std::size_t sum = shown.empty() ? 0 : gap * (shown.size() - 1);
    for (const auto i : shown) sum += widths[i];
    return sum;
  }
};

/// Takes columns from the widest of those that can be cut, until the line fits or none can give more.
void narrow(const Table& table, Fitting& fit, std::size_t width) {
  while (fit.total() > width) {
    std::size_t* widest = nullptr;
    for (const auto i : fit.shown) {
      const auto least = table.columns[i].least;
      if (least > 0 && fit.widths[i] > least && (!widest || fit.widths[i] > *widest)) widest = &fit.widths[i];
    }
    if (!widest) return;
    --*widest;
  }
}

Fitting fitting(const Table& table, std::size_t width) {
  Fitting fit{std::vector<std::size_t>(table.columns.size()), natural_widths(table)};
  std::iota(fit.shown.begin(), fit.shown.end(), 0u);
  if (width == 0) return fit;
  const auto natural = fit.widths;
  for (narrow(table, fit, width); fit.total() > width && fit.shown.size() > 1; narrow(table, fit, width)) {
    const auto least_wanted = std::max_element(fit.shown.begin(), fit.shown.end(), [&](std::size_t a, std::size_t b) {
      return table.columns[a].dispensable < table.columns[b].dispensable;
    });
    fit.shown.erase(least_wanted);
    fit.widths = natural;
  }
  return fit;
}

std::string painted(const Cell& cell, std::size_t width, const Style& style) {
  if (width_of(cell) <= width) {
    std::string text;
    for (const auto& span : cell) text += style(span.tone, span.text);
    return text;
  }
  std::string text;
  for (const auto& span : cell) text += span.text;
  return style(cell.size() == 1 ? cell.front().tone : Tone::Plain, cut_middle(text, width));
}

std::string line_of(const Table& table, const std::vector<Cell>& cells, const Fitting& fit, const Style& style, std::size_t limit) {
  std::string line;
  for (std::size_t n = 0; n < fit.shown.size(); ++n) {
    const auto i = fit.shown[n];
    const auto width = limit == 0 ? fit.widths[i] : std::min(fit.widths[i], limit);
    const std::string blanks(width - std::min(width, width_of(cells[i])), ' ');
    if (table.columns[i].right) line += blanks;
    line += painted(cells[i], width, style);
    if (n + 1 == fit.shown.size()) break;
    if (!table.columns[i].right) line += blanks;
    line.append(gap, ' ');
  }
  while (line.ends_with(' ')) line.pop_back();
  return line += '\n';
}

}  // namespace

bool fits(const Table& table, std::size_t width) {
  const auto fit = fitting(table, width);
  return fit.shown.size() == table.columns.size() && (width == 0 || fit.total() <= width);
}

std::vector<std::string> lines_of(const Table& table, const Style& style, std::size_t width) {
  const auto fit = fitting(table, width);
  std::vector<Cell> header;
  for (const auto& column : table.columns) header.push_back(column.header);
  std::vector<std::string> lines{line_of(table, header, fit, style, width)};
  for (const auto& row : table.rows) lines.push_back(line_of(table, row, fit, style, width));
  return lines;
}

}  // namespace liftoff::report
