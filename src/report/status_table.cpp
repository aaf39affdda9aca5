#include "report/status_table.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "report/quantities.hpp"
#include "report/table.hpp"
#include "report/text_width.hpp"

namespace liftoff::report {

namespace {

constexpr std::size_t experiment_column = 2;
constexpr std::size_t comfortable_name = 24;  // names are not cut below that before the counts lose their blanks

struct CountPart {
  const char* title;
  Tone tone;
  const char* after;  // what stands between it and the next
  std::int64_t (*of)(const ExperimentSummary&);
};

const std::array<CountPart, 6> count_parts{{
    {"R", Tone::Yellow, "+", [](const ExperimentSummary& e) { return e.running; }},
    {"C", Tone::Red, "+", [](const ExperimentSummary& e) { return e.crashed; }},
    {"L", Tone::Magenta, "+", [](const ExperimentSummary& e) { return e.lost; }},
    {"S", Tone::Green, "=", [](const ExperimentSummary& e) { return e.succeeded; }},
    {"Done", Tone::Bold, "/", [](const ExperimentSummary& e) { return e.done(); }},
    {"Total", Tone::Bold, "", [](const ExperimentSummary& e) { return e.total; }},
}};

std::string between(const CountPart& part, bool dense) {
  if (!*part.after) return {};
  return dense ? part.after : fmt::format(" {} ", part.after);
}

Cell count_header(bool dense) {
  Cell cell;
  for (const auto& part : count_parts) {
    cell.push_back({part.tone, part.title});
    cell.push_back({Tone::Dim, between(part, dense)});
  }
  return cell;
}

using PartWidths = std::array<std::size_t, count_parts.size()>;

PartWidths part_widths(const std::vector<ExperimentSummary>& experiments) {
  PartWidths widths{};
  for (const auto& experiment : experiments)
    for (std::size_t i = 0; i < widths.size(); ++i)
      widths[i] = std::max(widths[i], fmt::formatted_size("{}", count_parts[i].of(experiment)));
  return widths;
}

Cell count_cell(const ExperimentSummary& experiment, const PartWidths& widths, bool dense) {
  Cell cell;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const auto& part = count_parts[i];
    const auto count = part.of(experiment);
    const auto tone = count == 0 && part.tone != Tone::Bold ? Tone::Dim : part.tone;
    cell.push_back({tone, fmt::format("{:>{}}", count, widths[i])});
    cell.push_back({Tone::Dim, between(part, dense)});
  }
  return cell;
}

std::string observation(const ExperimentSummary& experiment, double now) {
  std::string text;
  const auto append = [&](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
  for (const auto& runs : experiment.unverified)
    append(fmt::format("{}running on {}, unverified since {}", runs.runs > 1 ? fmt::format("{} ", runs.runs) : "",
                       runs.host.empty() ? "another host" : one_line(runs.host), moment_text(runs.since, now)));
  for (const auto& problem : experiment.problems) append("can't read " + one_line(problem));
  if (!experiment.comment.empty()) append(one_line(experiment.comment));
  return text;
}

void add_columns(Table& table, bool brief, bool observations, bool dense) {
  table.columns = {{{{Tone::Bold, "PID"}}, true, 0, 2},
                   {{{Tone::Bold, "Timestamp"}}, true, 0, 1},
                   {{{Tone::Bold, "Experiment"}}, false, 10, 0},
                   {count_header(dense), false, 0, 0}};
  if (!brief)
    for (const auto& [title, dispensable] : {std::pair{"Time left", 3}, {"Px", 5}, {"Avg.time", 6}, {"T", 7}})
      table.columns.push_back({{{Tone::Bold, title}}, true, 0, dispensable});
  if (observations) table.columns.push_back({{{Tone::Bold, "Obs"}}, false, 12, 4});
}

Table table_of(const std::vector<ExperimentSummary>& experiments, const StatusView& view, bool dense) {
  Table table;
  std::vector<std::string> observations;
  for (const auto& experiment : experiments) observations.push_back(observation(experiment, view.now));
  const bool any =
      std::any_of(observations.begin(), observations.end(), [](const std::string& o) { return !o.empty(); });
  add_columns(table, view.brief, any, dense);
  const auto widths = part_widths(experiments);
  for (std::size_t i = 0; i < experiments.size(); ++i) {
    const auto& e = experiments[i];
    std::vector<Cell> row{{{Tone::Plain, e.pid && *e.pid > 0 ? std::to_string(*e.pid) : "-"}},
                          {{Tone::Plain, std::to_string(e.timestamp)}},
                          {{e.alive ? Tone::Yellow : Tone::Plain, one_line(e.name)}},
                          count_cell(e, widths, dense)};
    if (!view.brief) {
      row.push_back({{Tone::Plain, or_dash(e.time_left, span_text)}});
      row.push_back({{Tone::Plain, or_dash(e.parallelism, [](double px) { return fmt::format("{:.2f}", px); })}});
      row.push_back({{Tone::Plain, or_dash(e.average_time, fine_span_text)}});
      row.push_back({{Tone::Plain, or_dash(e.time_per_run, fine_span_text)}});
    }
    if (any) row.push_back({{Tone::Dim, observations[i]}});
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string legend(const Style& style, std::size_t width) {
  const std::string text = "R running, C crashed, L lost, S succeeded";
  return style.dim(width == 0 ? text : cut_end(text, width)) + "\n";
}

}  // namespace

std::vector<std::string> status_lines(const std::vector<ExperimentSummary>& experiments, const StatusView& view,
                                      const Style& style) {
  if (experiments.empty()) return {};
  auto table = table_of(experiments, view, false);
  table.columns[experiment_column].least = comfortable_name;
  auto shown = laid_out(table, style, view.width);
  auto lines = shown.whole ? std::move(shown.lines) : lines_of(table_of(experiments, view, true), style, view.width);
  if (view.legend) lines.push_back(legend(style, view.width));
  return lines;
}

}  // namespace liftoff::report
