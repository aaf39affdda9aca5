#include "report/status_columns.hpp"

#include <limits>

#include <fmt/format.h>

#include "posix/clock.hpp"
#include "report/quantities.hpp"
#include "report/text_width.hpp"
#include "text/duration.hpp"
#include "text/json_text.hpp"

namespace liftoff::report {

namespace {

using E = ExperimentSummary;

template <class Number> double or_last(const std::optional<Number>& value) {
  return value ? static_cast<double>(*value) : std::numeric_limits<double>::infinity();
}

std::string number_or_null(const std::optional<double>& value) { return value ? text::json_number(*value) : "null"; }
std::string time_or_null(const std::optional<double>& unix) {
  return unix ? text::json_quoted(posix::iso8601(*unix)) : "null";
}

std::string unverified_json(const UnverifiedRuns& runs) {
  return fmt::format(R"({{"host":{},"runs":{},"since":{}}})", text::json_quoted(runs.host), runs.runs,
                     runs.since > 0 ? text::json_quoted(posix::iso8601(runs.since)) : "null");
}

std::string observation(const E& experiment) {
  std::string text;
  const auto append = [&](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
  for (const auto& runs : experiment.unverified)
    append(fmt::format("{}running on {}, unverified since {}", runs.runs > 1 ? fmt::format("{} ", runs.runs) : "",
                       runs.host.empty() ? "another host" : one_line(runs.host), posix::local_time(runs.since)));
  for (const auto& problem : experiment.problems) append("unreadable: " + one_line(problem));
  if (experiment.by_hand) append("run by hand, without a record");
  if (!experiment.comment.empty()) append(one_line(experiment.comment));
  return text;
}

std::string pid_text(const E& e) { return e.pid && *e.pid > 0 ? std::to_string(*e.pid) : ""; }

/// Nothing was counted where all there is can't be counted.
bool is_counted(const E& e) { return !e.by_hand && (e.total > 0 || e.problems.empty()); }

/// A part of `W + R + C + L + S = Total`.
template <auto Count> StatusColumn count(StatusColumn row) {
  row.number = [](const E& e) { return static_cast<double>(e.*Count); };
  row.text = [](const E& e) { return e.*Count == 0 && !is_counted(e) ? "-" : std::to_string(e.*Count); };
  row.json_text = [](const E& e) { return std::to_string(e.*Count); };
  return row;
}

template <auto Seconds> StatusColumn span(StatusColumn row) {
  row.number = [](const E& e) { return or_last(e.*Seconds); };
  row.json_text = [](const E& e) { return number_or_null(e.*Seconds); };
  row.right = row.is_time = true;
  return row;
}

template <auto Text> StatusColumn quoted(StatusColumn row) {
  row.json_text = [](const E& e) { return text::json_quoted(e.*Text); };
  return row;
}

std::vector<StatusColumn> identity() {
  return {
      {.title = "PID",
       .meaning = "of the launcher, while it lives",
       .number = [](const E& e) { return or_last(e.pid); },
       .text = [](const E& e) { return pid_text(e).empty() ? "-" : pid_text(e); },
       .right = true,
       .dispensable = 2,
       .json = "pid",
       .json_place = 60,
       .json_text = [](const E& e) { return pid_text(e).empty() ? "null" : pid_text(e); }},
      {.title = "Timestamp",
       .meaning = "when it was launched, for -t",
       .number = [](const E& e) { return static_cast<double>(e.timestamp); },
       .text = [](const E& e) { return std::to_string(e.timestamp); },
       .right = true,
       .dispensable = 1,
       .json = "timestamp",
       .json_place = 20,
       .json_text = [](const E& e) { return std::to_string(e.timestamp); }},
      {.title = "Started",
       .aliases = {"Launched"},
       .meaning = "the same as a date, in local time",
       .number = [](const E& e) { return static_cast<double>(e.timestamp); },
       .text = [](const E& e) { return moment_text(static_cast<double>(e.timestamp)); },
       .spare = true,
       .json = "launched",
       .json_place = 25,
       .json_text = [](const E& e) { return time_or_null(static_cast<double>(e.timestamp)); }},
      quoted<&E::name>({.title = "Experiment",
                        .aliases = {"Name"},
                        .meaning = "its name, for -e",
                        .name = [](const E& e) -> const std::string& { return e.name; },
                        .text = [](const E& e) { return one_line(e.name); },
                        .tone = [](const E& e) { return e.alive ? Tone::Yellow : Tone::Plain; },
                        .least = 10,
                        .json = "name",
                        .json_place = 10}),
  };
}

std::vector<StatusColumn> open_counts() {
  return {
      count<&E::waiting>({.title = "W",
                          .aliases = {"Waiting"},
                          .meaning = "runs that wait",
                          .after = "+",
                          .json = "waiting",
                          .json_place = 80}),
      count<&E::running>({.title = "R",
                          .aliases = {"Running"},
                          .meaning = "running",
                          .colour = Tone::Yellow,
                          .after = "+",
                          .json = "running",
                          .json_place = 90}),
  };
}

std::vector<StatusColumn> other_counts() {
  return {
      count<&E::crashed>({.title = "C",
                          .aliases = {"Crashed"},
                          .meaning = "crashed",
                          .colour = Tone::Red,
                          .after = "+",
                          .json = "crashed",
                          .json_place = 110}),
      count<&E::lost>({.title = "L",
                       .aliases = {"Lost"},
                       .meaning = "lost: their keeper is gone, and no end is on record",
                       .colour = Tone::Magenta,
                       .after = "+",
                       .json = "lost",
                       .json_place = 120}),
      count<&E::succeeded>({.title = "S",
                            .aliases = {"Succeeded", "Success"},
                            .meaning = "succeeded",
                            .colour = Tone::Green,
                            .after = "=",
                            .json = "succeeded",
                            .json_place = 100}),
      count<&E::total>({.title = "Total",
                        .meaning = "all runs",
                        .colour = Tone::Bold,
                        .after = "",
                        .json = "total",
                        .json_place = 140}),
  };
}

std::vector<StatusColumn> estimates() {
  return {
      span<&E::time_left>({.title = "Time left",
                           .aliases = {"Left"},
                           .meaning = "until all that is planned has ended",
                           .text = [](const E& e) { return or_dash(e.time_left, text::span_text); },
                           .dispensable = 3,
                           .json = "time_left",
                           .json_place = 150}),
      span<&E::parallelism>(
          {.title = "Px",
           .aliases = {"Parallelism"},
           .meaning = "run seconds per wall second",
           .text =
               [](const E& e) { return or_dash(e.parallelism, [](double px) { return fmt::format("{:.2f}", px); }); },
           .dispensable = 5,
           .json = "parallelism",
           .json_place = 160}),
      span<&E::average_time>({.title = "Avg.time",
                              .aliases = {"Average"},
                              .meaning = "of the runs that ended",
                              .text = [](const E& e) { return or_dash(e.average_time, text::fine_span_text); },
                              .dispensable = 6,
                              .json = "average_time",
                              .json_place = 170}),
      span<&E::time_per_run>({.title = "T",
                              .aliases = {"Time"},
                              .meaning = "wall time per run",
                              .text = [](const E& e) { return or_dash(e.time_per_run, text::fine_span_text); },
                              .dispensable = 7,
                              .json = "time_per_run",
                              .json_place = 180}),
  };
}

std::vector<StatusColumn> remarks() {
  return {
      quoted<&E::comment>({.title = "Obs",
                           .aliases = {"Comment"},
                           .meaning = "the comment, and what is to be known",
                           .name = [](const E& e) -> const std::string& { return e.comment; },
                           .empty_last = true,
                           .text = observation,
                           .colour = Tone::Dim,
                           .least = 12,
                           .prose = true,
                           .dispensable = 4,
                           .if_any = true,
                           .json = "comment",
                           .json_place = 50}),
  };
}

std::vector<StatusColumn> json_alone() {
  return {
      quoted<&E::path>({.json = "path", .json_place = 30}),
      quoted<&E::mode>({.json = "mode", .json_place = 40}),
      {.json = "alive", .json_place = 70, .json_text = [](const E& e) { return fmt::format("{}", e.alive); }},
      {.aliases = {"Done"},
       .number = [](const E& e) { return static_cast<double>(e.done()); },
       .json = "done",
       .json_place = 130,
       .json_text = [](const E& e) { return std::to_string(e.done()); }},
      {.json = "by_hand", .json_place = 75, .json_text = [](const E& e) { return fmt::format("{}", e.by_hand); }},
      {.json = "elapsed", .json_place = 190, .json_text = [](const E& e) { return text::json_number(e.elapsed); }},
      {.json = "started", .json_place = 200, .json_text = [](const E& e) { return time_or_null(e.started); }},
      {.json = "ended", .json_place = 210, .json_text = [](const E& e) { return time_or_null(e.ended); }},
      {.json = "unverified",
       .json_place = 220,
       .json_text = [](const E& e) { return text::json_array(e.unverified, unverified_json); }},
      {.json = "problems",
       .json_place = 230,
       .json_text = [](const E& e) { return text::json_array(e.problems, text::json_quoted); }},
  };
}

}  // namespace

const std::vector<StatusColumn>& status_columns() {
  static const auto all = [] {
    std::vector<StatusColumn> columns;
    for (auto part : {identity, open_counts, other_counts, estimates, remarks, json_alone})
      for (auto& column : part()) columns.push_back(std::move(column));
    return columns;
  }();
  return all;
}

std::string status_columns_help() {
  std::string text = "Columns, as -s takes them, too:\n";
  for (const auto& column : status_columns())
    if (*column.title) text += fmt::format("  {:<12}{}\n", column.title, column.meaning);
  return text;
}

}  // namespace liftoff::report
