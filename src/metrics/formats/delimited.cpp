#include "metrics/formats/delimited.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "metrics/formats/dialect.hpp"
#include "metrics/formats/number_text.hpp"
#include "text/characters.hpp"
#include "text/delimited.hpp"
#include "text/words.hpp"

namespace liftoff::metrics {

namespace {

using Cells = std::vector<std::string>;

bool is_binary(char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; }

bool is_text(const Cells& cells) {
  return std::none_of(cells.begin(), cells.end(),
                      [](const std::string& cell) { return std::any_of(cell.begin(), cell.end(), is_binary); });
}

bool is_blank(const Cells& row) { return row.size() == 1 && text::is_blank(row.front()); }

/// Blanks around a name are no part of it.
Cells names_of(Cells cells) {
  for (auto& cell : cells) {
    cell.erase(0, std::min(cell.find_first_not_of(" \t"), cell.size()));
    cell.erase(cell.find_last_not_of(" \t") + 1);
  }
  return cells;
}

/// Whether a row has the names of the header, and perhaps others: somebody has gone on with the file.
bool repeats(const Cells& row, const Cells& header) {
  if (row.size() < header.size()) return false;
  const auto names = names_of(row);
  return std::all_of(header.begin(), header.end(), [&](const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  });
}

class Table {
 public:
  Table(char delimiter, const MetricText& file)
      : file_(file),
        dialect_(dialect_of(file.text, delimiter)),
        reader_(dialect_.body(file.text), dialect_.delimiter, dialect_.header_line) {}

  FileMetrics read() {
    auto header = reader_.next();
    if (header && !is_text(*header)) file_.complaints.add("it is not a text file");
    else if (header) read_rows(std::move(*header));
    return file_.rows.take();
  }

 private:
  void read_rows(Cells first) {
    begin(std::move(first));
    while (auto row = reader_.next()) {
      if (is_blank(*row) || row->front().starts_with('#')) continue;
      if (repeats(*row, header_)) begin(std::move(*row));
      else see(*row);
    }
  }

  void begin(Cells row) {
    header_ = names_of(std::move(row));
    for (const auto& name : header_)
      if (!name.empty()) file_.rows.expect(name);
  }

  void see(const Cells& row) {
    const auto fault = fault_of(row);
    if (fault.empty()) file_.rows.see(metrics_of(row));
    else if (file_.end != FileEnd::Growing || !reader_.at_end())
      file_.complaints.add(fmt::format("line {}: {}", reader_.line(), fault));
  }

  Metrics metrics_of(const Cells& row) const {
    Metrics metrics;
    for (std::size_t i = 0; i < header_.size(); ++i)
      if (const auto number = number_of_text(row[i], dialect_.decimal_comma); number && !header_[i].empty())
        metrics.push_back({header_[i], *number, true});
    return metrics;
  }

  /// What is wrong with a row; "" for a sound one.
  std::string fault_of(const Cells& row) const {
    if (reader_.in_open_quotes()) return "a quote is never closed";
    if (row.size() != header_.size())
      return fmt::format("{} where the header has {}", text::counted(row.size(), "field"), header_.size());
    return file_.end != FileEnd::Whole && reader_.at_end_without_line_end() ? "it was cut short" : "";
  }

  const MetricText& file_;
  const Dialect dialect_;
  text::DelimitedReader reader_;
  Cells header_;
};

}  // namespace

FileMetrics read_delimited_by(char delimiter, const MetricText& file) { return Table(delimiter, file).read(); }

}  // namespace liftoff::metrics
