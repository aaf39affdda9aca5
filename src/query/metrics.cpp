#include "query/metrics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include <liftoff/config.hpp>
#include <liftoff/error.hpp>

#include "query/delimited.hpp"

namespace liftoff {

namespace {

std::optional<double> as_number(const Value& value) {
  if (const auto* d = value.get_if<double>()) return *d;
  if (const auto* i = value.get_if<std::int64_t>()) return static_cast<double>(*i);
  if (const auto* b = value.get_if<bool>()) return *b ? 1.0 : 0.0;
  if (const auto* big = value.get_if<BigInteger>()) return std::strtod(big->digits.c_str(), nullptr);
  return std::nullopt;
}

void flatten(const Map& map, const std::string& before, Metrics& metrics) {
  for (const auto& entry : map) {
    const auto name = before + python_str(entry.key) + (entry.opaque ? "_" : "");
    if (const auto* nested = entry.value.get_if<Map>()) flatten(*nested, name + ".", metrics);
    else if (const auto number = as_number(entry.value)) metrics.emplace_back(name, *number);
  }
}

Metrics flattened(const Value& value) {
  Metrics metrics;
  if (const auto* map = value.get_if<Map>()) flatten(*map, {}, metrics);
  return metrics;
}

std::optional<double> find(const Metrics& row, const std::string& name) {
  const auto it = std::find_if(row.begin(), row.end(), [&](const auto& metric) { return metric.first == name; });
  return it == row.end() || std::isnan(it->second) ? std::nullopt : std::optional(it->second);
}

/// Keeps the chosen one of the rows it is shown.
class ChosenRow {
 public:
  explicit ChosenRow(const RowChoice& choice) : choice_(choice) {}

  void see(Metrics row) {
    if (row.empty()) return;
    if (choice_.best) {
      const auto number = find(row, *choice_.best);
      const auto before = find(row_, *choice_.best);
      if (before && (!number || (choice_.least_is_best ? *number >= *before : *number <= *before))) return;
    }
    row_ = std::move(row);
  }
  Metrics take() { return std::move(row_); }

 private:
  const RowChoice& choice_;
  Metrics row_;
};

Metrics json_rows(std::string_view text, const RowChoice& choice, bool growing, const Complaint& complain) {
  ChosenRow chosen(choice);
  int line = 0;
  while (!text.empty()) {
    ++line;
    const auto end = text.find('\n');
    const auto row = text.substr(0, end);
    const bool last = end == std::string_view::npos;
    text = last ? std::string_view{} : text.substr(end + 1);
    if (row.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    try {
      chosen.see(flattened(parse_typed_json(row)));
    } catch (const Error& error) {
      if (!(last && growing)) complain(fmt::format("line {}: {}", line, error.what()));
    }
  }
  return chosen.take();
}

Metrics json_document(std::string_view text, const RowChoice& choice, bool growing, const Complaint& complain) {
  try {
    const auto value = parse_typed_json(text);
    const auto* list = value.get_if<List>();
    if (!list) return flattened(value);
    ChosenRow chosen(choice);
    for (const auto& item : *list) chosen.see(flattened(item));
    return chosen.take();
  } catch (const Error& error) {
    // JSON Lines under the name .json: the first line stands for itself.
    const auto first = text.substr(0, text.find('\n'));
    try {
      if (first.size() < text.size() && parse_typed_json(first).is_map()) return json_rows(text, choice, growing, complain);
    } catch (const Error&) {
      if (growing) return {};  // a document over many lines, half written
    }
    if (!growing) complain(error.what());
    return {};
  }
}

Metrics yaml_document(std::string_view text, bool growing, const Complaint& complain) {
  try {
    return flattened(parse_yaml(text, "YAML"));
  } catch (const Error& error) {
    if (!growing) complain(error.what());
    return {};
  }
}

std::optional<double> cell_number(const std::string& cell) {
  const auto from = cell.find_first_not_of(" \t");
  if (from == std::string::npos) return std::nullopt;
  const char* start = cell.c_str() + from;
  char* end = nullptr;
  const double number = std::strtod(start, &end);
  while (*end == ' ' || *end == '\t') ++end;
  if (end != start && *end == '\0') return number;
  const auto text = cell.substr(from);
  if (text == "True" || text == "true") return 1.0;
  if (text == "False" || text == "false") return 0.0;
  return std::nullopt;
}

Metrics table_rows(std::string_view text, char delimiter, const RowChoice& choice, bool growing, const Complaint& complain) {
  DelimitedReader reader(text, delimiter);
  const auto header = reader.next();
  if (!header) return {};
  ChosenRow chosen(choice);
  while (const auto row = reader.next()) {
    if (row->size() == 1 && row->front().empty()) continue;
    const bool cut = row->size() != header->size() || (growing && reader.at_end_without_line_end());
    if (cut && !(growing && reader.at_end())) complain(fmt::format("line {}: {} fields where the header has {}", reader.line(), row->size(), header->size()));
    if (cut) continue;
    Metrics metrics;
    for (std::size_t i = 0; i < header->size(); ++i)
      if (const auto number = cell_number((*row)[i]); number && !(*header)[i].empty()) metrics.emplace_back((*header)[i], *number);
    chosen.see(std::move(metrics));
  }
  return chosen.take();
}

}  // namespace

RowChoice parse_row_choice(std::string_view text) {
  if (text == "last") return {};
  constexpr std::string_view best = "best:";
  if (!text.starts_with(best) || text.size() == best.size())
    throw usage_error(fmt::format("--at '{}': expected 'last' or 'best:METRIC'", text), "say 'best:METRIC:min' or 'best:METRIC:max' to say what is best");
  auto name = text.substr(best.size());
  RowChoice choice;
  if (name.ends_with(":min") || name.ends_with(":max")) {
    choice.least_is_best = name.ends_with(":min");
    name.remove_suffix(4);
  } else {
    choice.least_is_best = less_is_better(name);
  }
  choice.best = name;
  return choice;
}

bool less_is_better(std::string_view metric) {
  std::string name(metric.substr(metric.rfind('.') + 1));
  std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  constexpr std::array<std::string_view, 12> words{"loss", "error", "err", "perplexity", "ppl", "mse", "mae", "nll", "regret", "cost", "wer", "fid"};
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    const auto at = name.find(word);
    if (at == std::string::npos) return false;
    const auto is_letter = [&](std::size_t i) { return i < name.size() && name[i] >= 'a' && name[i] <= 'z'; };
    // Short words must stand alone ("err" is not in "interrupts"); "rmse" is an mse all the same.
    return word.size() > 3 || word == "mse" || (!is_letter(at + word.size()) && !(at > 0 && is_letter(at - 1)));
  });
}

Metrics parse_metrics(std::string_view text, std::string_view file, const RowChoice& choice, bool growing, const Complaint& complain) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    const bool table = file.ends_with("sv") || file.ends_with("l");  // logs may well have no line yet
    if (!growing && !table) complain("it is empty");
    return {};
  }
  if (file.ends_with(".jsonl") || file.ends_with(".ndjson")) return json_rows(text, choice, growing, complain);
  if (file.ends_with(".csv")) return table_rows(text, ',', choice, growing, complain);
  if (file.ends_with(".tsv")) return table_rows(text, '\t', choice, growing, complain);
  if (file.ends_with(".yaml") || file.ends_with(".yml")) return yaml_document(text, growing, complain);
  return json_document(text, choice, growing, complain);
}

}  // namespace liftoff
