#include "metrics/formats/delimited.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "text/delimited.hpp"

namespace liftoff::metrics {

namespace {

using Cells = std::vector<std::string>;

std::optional<double> cell_number(const std::string& cell) {
  const auto from = cell.find_first_not_of(" \t");
  if (from == std::string::npos) return std::nullopt;
  const auto text = cell.substr(from, cell.find_last_not_of(" \t") + 1 - from);
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (end == text.c_str() + text.size()) return number;
  if (text == "True" || text == "true") return 1.0;
  if (text == "False" || text == "false") return 0.0;
  return std::nullopt;
}

bool is_binary(char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; }

bool is_text(const Cells& cells) {
  return std::none_of(cells.begin(), cells.end(),
                      [](const std::string& cell) { return std::any_of(cell.begin(), cell.end(), is_binary); });
}

bool is_blank(const Cells& row) { return row.size() == 1 && row.front().empty(); }

Metrics metrics_of_row(const Cells& header, const Cells& row) {
  Metrics metrics;
  for (std::size_t i = 0; i < header.size(); ++i)
    if (const auto number = cell_number(row[i]); number && !header[i].empty())
      metrics.push_back({header[i], *number, true});
  return metrics;
}

class Table {
 public:
  Table(char delimiter, const MetricText& file) : file_(file), reader_(file.text, delimiter) {}

  FileMetrics read() {
    const auto header = reader_.next();
    if (header && !is_text(*header)) file_.complaints.add("it is not a text file");
    else if (header)
      while (const auto row = reader_.next())
        if (!is_blank(*row)) see(*header, *row);
    return file_.rows.take();
  }

 private:
  void see(const Cells& header, const Cells& row) {
    const auto fault = fault_of(header, row);
    if (fault.empty()) file_.rows.see(metrics_of_row(header, row));
    else if (file_.end != FileEnd::Growing || !reader_.at_end())
      file_.complaints.add(fmt::format("line {}: {}", reader_.line(), fault));
  }

  /// What is wrong with a row; "" for a sound one.
  std::string fault_of(const Cells& header, const Cells& row) const {
    if (reader_.in_open_quotes()) return "a quote is never closed";
    if (row.size() != header.size())
      return fmt::format("{} field{} where the header has {}", row.size(), row.size() == 1 ? "" : "s", header.size());
    return file_.end != FileEnd::Whole && reader_.at_end_without_line_end() ? "it was cut short" : "";
  }

  const MetricText& file_;
  text::DelimitedReader reader_;
};

}  // namespace

FileMetrics read_delimited_by(char delimiter, const MetricText& file) { return Table(delimiter, file).read(); }

}  // namespace liftoff::metrics
