#include "metrics/read_metrics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include <liftoff/error.hpp>
#include <liftoff/yaml.hpp>

#include "text/delimited.hpp"
#include "value/json_in.hpp"
#include "value/leaves.hpp"
#include "value/parse_yaml.hpp"

namespace liftoff::metrics {

namespace {

std::optional<double> as_number(const Value& value) {
  if (const auto* d = value.get_if<double>()) return *d;
  if (const auto* i = value.get_if<std::int64_t>()) return static_cast<double>(*i);
  if (const auto* b = value.get_if<bool>()) return *b ? 1.0 : 0.0;
  if (const auto* big = value.get_if<BigInteger>()) return std::strtod(big->digits.c_str(), nullptr);
  return std::nullopt;
}

enum class Nulls { AreNaN, AreNone };

Metrics flattened(const Value& value, Nulls nulls) {
  Metrics metrics;
  const auto* map = value.get_if<Map>();
  if (!map) return metrics;
  value::for_each_leaf(*map, [&](std::string&& name, const Value& leaf) {
    if (const auto number = as_number(leaf)) metrics.push_back({std::move(name), *number, true});
    else if (leaf.is_null() && nulls == Nulls::AreNaN) metrics.push_back({std::move(name), std::nan(""), false});
  });
  return metrics;
}

/// Keeps the last metric of each name, at the place of the first.
Metrics without_duplicates(Metrics&& metrics) {
  std::unordered_map<std::string, std::size_t> places;
  Metrics unique;
  for (auto& metric : metrics) {
    const auto [it, added] = places.try_emplace(metric.name, unique.size());
    if (added) unique.push_back(std::move(metric));
    else unique[it->second] = std::move(metric);
  }
  return unique;
}

/// Passes the first complaint about a file on, with how many more there were.
class Complaints {
 public:
  explicit Complaints(const results::Complaint& complain) : complain_(complain) {}
  ~Complaints() {
    if (count_ == 1) complain_(first_);
    else if (count_ > 1) complain_(fmt::format("{} (and {} more like that)", first_, count_ - 1));
  }
  Complaints(const Complaints&) = delete;
  Complaints& operator=(const Complaints&) = delete;

  void add(std::string text) {
    if (count_++ == 0) first_ = std::move(text);
  }

 private:
  const results::Complaint& complain_;
  std::string first_;
  std::size_t count_ = 0;
};

/// Keeps the chosen one of the rows it is shown.
class ChosenRow {
 public:
  ChosenRow(const RowChoice& choice, std::string_view file) {
    if (!choice.best) return;
    best_ = *choice.best;
    const auto prefix = std::string(stem_of(file)) + ".";
    if (best_->starts_with(prefix)) also_ = best_->substr(prefix.size());
    least_is_best_ = choice.least_is_best;
  }

  void see(Metrics row) {
    if (row.empty()) return;
    if (best_) {
      const auto number = judged(row);
      if (number) has_best_ = true;
      if (before_ && (!number || (least_is_best_ ? *number >= *before_ : *number <= *before_))) return;
      before_ = number;
    }
    row_ = std::move(row);
  }
  FileMetrics take() { return {std::move(row_), true, has_best_}; }

 private:
  std::optional<double> judged(const Metrics& row) const {
    const auto it = std::find_if(row.begin(), row.end(),
                                 [&](const Metric& metric) { return metric.name == *best_ || metric.name == also_; });
    return it == row.end() || std::isnan(it->value) ? std::nullopt : std::optional(it->value);
  }

  std::optional<std::string> best_, also_;
  bool least_is_best_ = false, has_best_ = false;
  std::optional<double> before_;
  Metrics row_;
};

FileMetrics json_rows(std::string_view text, ChosenRow chosen, FileEnd end, Complaints& complaints) {
  int line = 0;
  while (!text.empty()) {
    ++line;
    const auto at = text.find('\n');
    const auto row = text.substr(0, at);
    const bool last = at == std::string_view::npos;
    text = last ? std::string_view{} : text.substr(at + 1);
    if (row.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    try {
      chosen.see(flattened(value::parse_json_data(row), Nulls::AreNone));
    } catch (const Error& error) {
      if (!(last && end == FileEnd::Growing)) complaints.add(fmt::format("line {}: {}", line, error.what()));
    }
  }
  return chosen.take();
}

FileMetrics metrics_of_document(const Value& value, ChosenRow chosen, Complaints& complaints) {
  if (const auto* list = value.get_if<List>()) {
    for (const auto& item : *list) chosen.see(flattened(item, Nulls::AreNone));
    auto found = chosen.take();
    if (found.metrics.empty() && !list->empty()) complaints.add("it holds no objects with numbers");
    return found;
  }
  if (!value.is_map()) complaints.add("it holds no object");
  return {flattened(value, Nulls::AreNaN), false, false};
}

FileMetrics json_document(std::string_view text, ChosenRow chosen, FileEnd end, Complaints& complaints) {
  try {
    return metrics_of_document(value::parse_json_data(text), chosen, complaints);
  } catch (const Error& error) {
    // JSON Lines under the name .json: the first line stands for itself.
    const auto first = text.substr(0, text.find('\n'));
    try {
      if (first.size() < text.size() && value::parse_json_data(first).is_map())
        return json_rows(text, std::move(chosen), end, complaints);
    } catch (const Error&) {
      if (end == FileEnd::Growing) return {};  // a document over many lines, half written
    }
    if (end != FileEnd::Growing) complaints.add(error.what());
    return {};
  }
}

FileMetrics yaml_document(std::string_view text, ChosenRow chosen, FileEnd end, Complaints& complaints) {
  try {
    return metrics_of_document(value::parse_yaml_data(text, "YAML"), std::move(chosen), complaints);
  } catch (const Error& error) {
    if (end != FileEnd::Growing) complaints.add(error.what());
    return {};
  }
}

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

bool is_text(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) {
    return std::none_of(cell.begin(), cell.end(), [](char c) {
      return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    });
  });
}

Metrics metrics_of_row(const std::vector<std::string>& header, const std::vector<std::string>& row) {
  Metrics metrics;
  for (std::size_t i = 0; i < header.size(); ++i)
    if (const auto number = cell_number(row[i]); number && !header[i].empty())
      metrics.push_back({header[i], *number, true});
  return metrics;
}

FileMetrics table_rows(std::string_view text, char delimiter, ChosenRow chosen, FileEnd end, Complaints& complaints) {
  text::DelimitedReader reader(text, delimiter);
  const auto header = reader.next();
  if (!header) return chosen.take();
  if (!is_text(*header)) return complaints.add("it is no text"), chosen.take();
  while (const auto row = reader.next()) {
    if (row->size() == 1 && row->front().empty()) continue;
    const bool unended = end != FileEnd::Whole && reader.at_end_without_line_end();
    const bool sound = row->size() == header->size() && !reader.in_open_quotes() && !unended;
    if (sound) chosen.see(metrics_of_row(*header, *row));
    else if (end == FileEnd::Growing && reader.at_end()) break;
    else if (reader.in_open_quotes())
      complaints.add(fmt::format("line {}: quotes that are never closed", reader.line()));
    else if (row->size() != header->size())
      complaints.add(
          fmt::format("line {}: {} fields where the header has {}", reader.line(), row->size(), header->size()));
    else complaints.add(fmt::format("line {}: it was cut short", reader.line()));
  }
  return chosen.take();
}

enum class Kind { JsonLines, Csv, Tsv, Yaml, Json };

Kind kind_of(std::string_view file) {
  if (file.ends_with(".jsonl") || file.ends_with(".ndjson")) return Kind::JsonLines;
  if (file.ends_with(".csv")) return Kind::Csv;
  if (file.ends_with(".tsv")) return Kind::Tsv;
  if (file.ends_with(".yaml") || file.ends_with(".yml")) return Kind::Yaml;
  return Kind::Json;
}

bool has_rows(Kind kind) { return kind == Kind::JsonLines || kind == Kind::Csv || kind == Kind::Tsv; }

FileMetrics parse_by_kind(std::string_view text, Kind kind, ChosenRow chosen, FileEnd end, Complaints& complaints) {
  switch (kind) {
    case Kind::JsonLines: return json_rows(text, std::move(chosen), end, complaints);
    case Kind::Csv: return table_rows(text, ',', std::move(chosen), end, complaints);
    case Kind::Tsv: return table_rows(text, '\t', std::move(chosen), end, complaints);
    case Kind::Yaml: return yaml_document(text, std::move(chosen), end, complaints);
    case Kind::Json: break;
  }
  return json_document(text, std::move(chosen), end, complaints);
}

}  // namespace

RowChoice parse_row_choice(std::string_view text) {
  if (text == "last") return {};
  constexpr std::string_view best = "best:";
  if (!text.starts_with(best) || text.size() == best.size())
    throw usage_error(fmt::format("--at '{}': expected 'last' or 'best:METRIC'", text),
                      "say 'best:METRIC:min' or 'best:METRIC:max' to say what is best");
  auto name = text.substr(best.size());
  RowChoice choice;
  if (name.ends_with(":min") || name.ends_with(":max")) {
    choice.least_is_best = name.ends_with(":min");
    name.remove_suffix(4);
  } else {
    choice.least_is_best = less_is_better(name);
  }
  if (name.empty()) throw usage_error(fmt::format("--at '{}': the metric has no name", text));
  choice.best = name;
  return choice;
}

bool less_is_better(std::string_view metric) {
  std::string name(metric.substr(metric.rfind('.') + 1));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  constexpr std::array<std::string_view, 12> words{"loss", "error", "err",    "perplexity", "ppl", "mse",
                                                   "mae",  "nll",   "regret", "cost",       "wer", "fid"};
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    const auto at = name.find(word);
    if (at == std::string::npos) return false;
    const auto is_letter = [&](std::size_t i) { return i < name.size() && name[i] >= 'a' && name[i] <= 'z'; };
    // Short words must stand alone ("err" is not in "interrupts"); "rmse" is an mse all the same.
    return word.size() > 3 || word == "mse" || (!is_letter(at + word.size()) && !(at > 0 && is_letter(at - 1)));
  });
}

FileMetrics parse_metrics(std::string_view text, std::string_view file, const RowChoice& choice, FileEnd end,
                          const results::Complaint& complain) {
  const auto kind = kind_of(file);
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    if (end != FileEnd::Growing && !has_rows(kind)) complain("it is empty");  // logs may well have no line yet
    return {{}, has_rows(kind), false};
  }
  Complaints complaints(complain);
  auto found = parse_by_kind(text, kind, ChosenRow(choice, file), end, complaints);
  found.metrics = without_duplicates(std::move(found.metrics));
  return found;
}

bool ends_suffice(std::string_view file, const RowChoice& choice) { return has_rows(kind_of(file)) && !choice.best; }

std::string_view stem_of(std::string_view file) { return file.substr(0, file.rfind('.')); }

}  // namespace liftoff::metrics
