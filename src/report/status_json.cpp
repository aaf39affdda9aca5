#include <fmt/core.h>

#include "report/json_value.hpp"
#include "report/status_table.hpp"
#include "text/json_text.hpp"

namespace liftoff::report {

namespace {

std::string unverified_json(const UnverifiedRuns& runs) {
  return fmt::format(R"({{"host":{},"runs":{},"since":{}}})", text::json_quoted(runs.host), runs.runs,
                     json_time(runs.since > 0 ? std::optional(runs.since) : std::nullopt));
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
      text::json_or_null(e.time_left), text::json_or_null(e.parallelism), text::json_or_null(e.average_time),
      text::json_or_null(e.time_per_run), text::json_number(e.elapsed), json_time(e.started), json_time(e.ended));
  return text + fmt::format(R"(,"unverified":{},"problems":{}}})", text::json_array(e.unverified, unverified_json),
                            text::json_array(e.problems, text::json_quoted));
}

}  // namespace

std::string status_json(const std::vector<ExperimentSummary>& experiments) {
  return fmt::format("{{\"schema_version\":1,\"experiments\":{}}}\n", text::json_array(experiments, experiment_json));
}

}  // namespace liftoff::report
