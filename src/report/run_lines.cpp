#include "report/run_lines.hpp"

#include <fmt/core.h>

#include "report/cause_json.hpp"
#include "report/json_time.hpp"
#include "report/quantities.hpp"
#include "report/table.hpp"
#include "report/text_width.hpp"
#include "text/duration.hpp"
#include "text/json_text.hpp"

namespace liftoff::report {

namespace {

std::string text_or_dash(const std::string& text) { return text.empty() ? "-" : one_line(text); }
std::string text_or_null(const std::string& text) { return text.empty() ? "null" : text::json_quoted(text); }

std::string ending(const RunLine& run) {
  if (!run.problem.empty()) return one_line(run.problem);
  if (!run.verified) return "unverified";
  return run.reason.empty() ? text_or_dash(run.evidence) : one_line(run.reason);
}

/// An error that ended it says more than whatever stands last.
const std::string& last_words(const RunLine& run) {
  const bool error = run.cause && (run.cause->kind == "exception" || run.cause->kind == "out_of_memory");
  return error ? run.cause->text : run.last_line;
}

}  // namespace

Tone tone_of_state(const std::string& state) {
  if (state == "running") return Tone::Yellow;
  if (state == "crashed") return Tone::Red;
  if (state == "lost") return Tone::Magenta;
  if (state == "succeeded") return Tone::Green;
  return Tone::Dim;
}

std::vector<std::string> run_lines(const std::vector<RunLine>& runs, std::size_t width, const Style& style) {
  Table table;
  const auto column = [](const char* title, bool right, std::size_t least, int dispensable, bool prose = false) {
    return Column{{{Tone::Bold, title}}, right, least, dispensable, prose};
  };
  table.columns = {column("State", false, 0, 0), column("Configuration", false, 16, 0),
                   column("Run", true, 0, 0),    column("GPU", true, 0, 5),
                   column("Host", false, 8, 6),  column("Since", false, 0, 4),
                   column("For", true, 0, 2),    column("End", false, 12, 1, true),
                   column("Memory", true, 0, 7), column("Last output", false, 12, 3, true)};
  for (const auto& run : runs)
    table.rows.push_back({{{tone_of_state(run.state), run.state}},
                          {{Tone::Plain, one_line(run.configuration)}},
                          {{Tone::Plain, std::to_string(run.run_id)}},
                          {{Tone::Plain, text_or_dash(run.gpu)}},
                          {{Tone::Plain, text_or_dash(run.host)}},
                          {{Tone::Plain, or_dash(run.started, moment_text)}},
                          {{Tone::Plain, or_dash(run.seconds, text::span_text)}},
                          {{Tone::Plain, ending(run)}},
                          {{Tone::Plain, bytes_text(run.max_rss)}},
                          {{Tone::Dim, one_line(last_words(run))}}});
  return lines_of(table, style, width);
}

std::string run_json(const RunLine& run) {
  auto text = fmt::format(R"({{"path":{},"configuration":{},"run_id":{},"state":{},"verified":{},"attempt":{})",
                          text::json_quoted(run.path), text::json_quoted(run.configuration), run.run_id,
                          text::json_quoted(run.state), run.verified, run.attempt);
  text += fmt::format(R"(,"gpu":{},"host":{},"started":{},"ended":{},"seconds":{})", text_or_null(run.gpu),
                      text_or_null(run.host), json_time(run.started), json_time(run.ended),
                      text::json_or_null(run.seconds));
  text += fmt::format(R"(,"exit_code":{},"signal":{},"reason":{},"max_rss":{})", text::json_or_null(run.exit_code),
                      text::json_or_null(run.signal), text_or_null(run.reason),
                      run.max_rss > 0 ? std::to_string(run.max_rss) : "null");
  return text + fmt::format(R"(,"last_line":{},"evidence":{},"problem":{},"cause":{}}})",
                            text::json_quoted(run.last_line), text_or_null(run.evidence), text_or_null(run.problem),
                            cause_json(run.cause));
}

std::string runs_json(const std::string& experiment_path, const std::vector<RunLine>& runs) {
  return fmt::format(R"({{"schema_version":1,"experiment":{},"runs":{}}})"
                     "\n",
                     text::json_quoted(experiment_path), text::json_array(runs, run_json));
}

}  // namespace liftoff::report
