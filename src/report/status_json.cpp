#include <fmt/format.h>

#include "posix/clock.hpp"
#include "report/status_table.hpp"
#include "text/json_text.hpp"

namespace liftoff::report {

namespace {

std::string number_or_null(const std::optional<double>& value) { return value ? text::json_number(*value) : "null"; }
std::string time_or_null(const std::optional<double>& unix) {
  return unix ? text::json_quoted(posix::iso8601(*unix)) : "null";
}

template <class Items, class Text> std::string array_of(const Items& items, Text text) {
  std::string list = "[";
  for (const auto& item : items) {
    if (list.size() > 1) list += ',';
    list += text(item);
  }
  return list += ']';
}

std::string unverified_json(const UnverifiedRuns& runs) {
  return fmt::format(R"({{"host":{},"runs":{},"since":{}}})", text::json_quoted(runs.host), runs.runs,
                     runs.since > 0 ? text::json_quoted(posix::iso8601(runs.since)) : "null");
}

std::string experiment_json(const ExperimentSummary& e) {
  std::string text =
      fmt::format(R"({{"name":{},"timestamp":{},"path":{},"mode":{},"comment":{},"pid":{},"alive":{})",
                  text::json_quoted(e.name), e.timestamp, text::json_quoted(e.path), text::json_quoted(e.mode),
                  text::json_quoted(e.comment), e.pid && *e.pid > 0 ? std::to_string(*e.pid) : "null", e.alive);
  text += fmt::format(R"(,"waiting":{},"running":{},"succeeded":{},"crashed":{},"lost":{},"done":{},"total":{})",
                      e.waiting, e.running, e.succeeded, e.crashed, e.lost, e.done(), e.total);
  text += fmt::format(
      R"(,"time_left":{},"parallelism":{},"average_time":{},"time_per_run":{},"elapsed":{},"started":{},"ended":{})",
      number_or_null(e.time_left), number_or_null(e.parallelism), number_or_null(e.average_time),
      number_or_null(e.time_per_run), text::json_number(e.elapsed), time_or_null(e.started), time_or_null(e.ended));
  return text + fmt::format(R"(,"unverified":{},"problems":{}}})", array_of(e.unverified, unverified_json),
                            array_of(e.problems, text::json_quoted));
}

}  // namespace

std::string status_json(const std::vector<ExperimentSummary>& experiments) {
  return fmt::format("{{\"schema_version\":1,\"experiments\":{}}}\n", array_of(experiments, experiment_json));
}

}  // namespace liftoff::report
