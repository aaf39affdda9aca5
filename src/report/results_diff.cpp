#include "report/results_diff.hpp"

#include <cmath>

#include <fmt/format.h>

#include <liftoff/yaml.hpp>

#include "report/quantities.hpp"
#include "report/significant.hpp"
#include "report/table.hpp"
#include "report/text_width.hpp"
#include "text/duration.hpp"
#include "text/json_text.hpp"
#include "value/json_object.hpp"

namespace liftoff::report {

namespace {

constexpr std::size_t least_cut = 12;  // columns
// Neither is the better one.
constexpr auto tone_of_a = Tone::Cyan, tone_of_b = Tone::Magenta;

std::string value_text(const std::string& key, const std::optional<Value>& value, bool metric) {
  if (!value) return "-";
  const auto* number = value->get_if<double>();
  if (!metric && number && (key == "wall" || key == "cpu")) return text::fine_span_text(*number);
  if (metric && number) return number_text(*number);
  return one_line(python_str(*value));
}

std::string outcome_text(const metrics::Difference& difference, const std::optional<Value>& value) {
  const auto* bytes = value ? value->get_if<std::int64_t>() : nullptr;
  if (bytes && difference.key == "max_rss") return bytes_text(*bytes);
  return value_text(difference.key, value, false);
}

/// "-0.2 (-40 %)"
std::string change_text(const metrics::Difference& difference) {
  const auto* a = difference.first ? difference.first->get_if<double>() : nullptr;
  const auto* b = difference.second ? difference.second->get_if<double>() : nullptr;
  if (!a || !b || !std::isfinite(*a) || !std::isfinite(*b)) return {};
  const double change = *b - *a;
  const auto sign = change > 0 ? "+" : "";
  if (*a == 0) return sign + number_text(change);
  return fmt::format("{}{} ({}{:.3g} %)", sign, number_text(change), sign, 100 * change / std::abs(*a));
}

enum class Part { Configuration, Outcome, Metrics };

void add_part(std::string& text, const char* title, Part part, const std::vector<metrics::Difference>& differences,
              const Style& style, std::size_t width) {
  if (differences.empty()) return;
  Table table;
  table.columns = {{cell_of(title, Tone::Bold), false, least_cut, 0},
                   {cell_of("A", tone_of_a), false, least_cut, 0},
                   {cell_of("B", tone_of_b), false, least_cut, 0}};
  if (part == Part::Metrics) table.columns.push_back({cell_of("change", Tone::Bold), true, 0, 1});
  for (const auto& difference : differences) {
    const auto shown = [&](const std::optional<Value>& value) {
      return part == Part::Outcome ? outcome_text(difference, value) : value_text({}, value, part == Part::Metrics);
    };
    // Resources differ in bytes and milliseconds that are not shown.
    if (part == Part::Outcome && shown(difference.first) == shown(difference.second)) continue;
    std::vector<Cell> row{cell_of(one_line(difference.key)), cell_of(shown(difference.first), tone_of_a),
                          cell_of(shown(difference.second), tone_of_b)};
    if (part == Part::Metrics) row.push_back(cell_of(change_text(difference), Tone::Dim));
    table.rows.push_back(std::move(row));
  }
  text += "\n";
  for (const auto& line : lines_of(table, style, width)) text += line;
}

std::string json_part(const std::vector<metrics::Difference>& differences) {
  std::vector<std::string> items;
  for (const auto& d : differences)
    items.push_back(fmt::format("\n{{\"key\": {}, \"values\": [{}, {}]}}", text::json_quoted(d.key),
                                text::json_or_null(d.first, value::to_json),
                                text::json_or_null(d.second, value::to_json)));
  return fmt::format("[{}]", fmt::join(items, ","));
}

}  // namespace

std::string run_diff_text(const metrics::RunDiff& diff, const metrics::NamedRun& first, const metrics::NamedRun& second,
                          const Style& style, std::size_t width) {
  auto text = fmt::format("A  {}\nB  {}\n", style(tone_of_a, one_line(first.path())),
                          style(tone_of_b, one_line(second.path())));
  add_part(text, "configuration", Part::Configuration, diff.configuration, style, width);
  add_part(text, "outcome", Part::Outcome, diff.outcome, style, width);
  add_part(text, "metrics", Part::Metrics, diff.metrics, style, width);
  return text;
}

std::string run_diff_json(const metrics::RunDiff& diff, const metrics::NamedRun& first,
                          const metrics::NamedRun& second) {
  return fmt::format(
      "{{\"schema_version\": 1, \"runs\": [{}, {}],\n\"configuration\": {},\n\"outcome\": {},\n\"metrics\": {}}}\n",
      text::json_quoted(first.path()), text::json_quoted(second.path()), json_part(diff.configuration),
      json_part(diff.outcome), json_part(diff.metrics));
}

}  // namespace liftoff::report
