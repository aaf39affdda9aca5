#include "report/launch_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "posix/signals.hpp"
#include "report/text_width.hpp"
#include "text/duration.hpp"
#include "text/words.hpp"

namespace liftoff::report {

namespace {

std::string tally_text(const launch::Tally& tally, double wall) {
  auto text = fmt::format("{} succeeded", tally.succeeded);
  if (tally.crashed > 0) text += fmt::format(", {} crashed", tally.crashed);
  if (tally.lost > 0) text += fmt::format(", {} lost", tally.lost);
  if (tally.passed_over > 0) text += fmt::format(", {} done or kept by others", tally.passed_over);
  if (tally.waiting() > 0) text += fmt::format(", {} waiting", tally.waiting());
  return text + fmt::format(" in {}", text::span_text(wall));
}

std::string resume_hint(const launch::LaunchBegan& began) {
  return fmt::format("hint: go on with: liftoff --resume --timestamp {}{}", began.experiment.timestamp,
                     experiment::place_options(began.experiment));
}

/// How much of a cause stands on a line with a path.
constexpr std::size_t cause_width = 200;

std::string crash_text(const experiment::AttemptEnd& end, const std::optional<failures::FailureCause>& cause) {
  if (!cause) return experiment::describe(end);
  const auto text = cut_end(one_line(cause->text), cause_width);
  const bool told = end.detail.empty() || cause->kind == "cannot_start" || cause->kind == "unknown";
  return told ? text : text + "; " + end.detail;
}

std::vector<std::string> end_lines(const launch::LaunchEnded& event, const launch::Tally& tally,
                                   const launch::LaunchBegan& began, double wall) {
  switch (event.how) {
    case launch::LaunchEnd::Complete: return {began.experiment.path + ": " + tally_text(tally, wall)};
    case launch::LaunchEnd::MaxFails:
      return {fmt::format("{}: stopped after {}: {}", began.experiment.path,
                          text::counted(tally.crashed + tally.lost, "failed run"), tally_text(tally, wall)),
              resume_hint(began)};
    case launch::LaunchEnd::Aborted:
      return {began.experiment.path + ": aborted: " + tally_text(tally, wall), resume_hint(began)};
    case launch::LaunchEnd::Refused:
      return {fmt::format("{}: stopped: {}", began.experiment.path, event.detail),
              began.experiment.path + ": " + tally_text(tally, wall), resume_hint(began)};
    case launch::LaunchEnd::Interrupted: break;
  }
  if (event.aborted) return {began.experiment.path + ": aborted: " + tally_text(tally, wall), resume_hint(began)};
  std::vector<std::string> lines{fmt::format("{}: interrupted ({}): {}", began.experiment.path,
                                             posix::signal_name(event.signal.value_or(0)), tally_text(tally, wall))};
  if (began.detached && tally.running > 0) {
    lines.front() += fmt::format("; {} go on and will be recorded", text::counted(tally.running, "run"));
    lines.push_back(fmt::format("hint: end them with: liftoff-abort -t {}{}", began.experiment.timestamp,
                                experiment::place_options(began.experiment)));
  }
  lines.push_back(resume_hint(began));
  return lines;
}

}  // namespace

std::string sum_text(const ExperimentSummary& e) {
  return fmt::format("W {} + R {} + C {} + L {} + S {} = {}", e.waiting, e.running, e.crashed, e.lost, e.succeeded,
                     e.total);
}

std::string began_text(const launch::LaunchBegan& event) {
  if (event.resumed && event.to_do == 0)
    return fmt::format("{}: nothing to do: {} of {} runs succeeded{}", event.experiment.path, event.already_succeeded,
                       event.total,
                       event.already_succeeded + event.left_out < event.total ? ", the others are running" : "");
  auto text = fmt::format("{}: {} of {}, {} at once", event.experiment.path, text::counted(event.to_do, "run"),
                          text::counted(event.configurations, "configuration"),
                          std::min<std::size_t>(event.to_do, static_cast<std::size_t>(event.slots)));
  if (event.resumed) text += fmt::format("; {} of {} succeeded before", event.already_succeeded, event.total);
  return text;
}

std::string run_text(const launch::RunEnded& event, const launch::RunDescription& run,
                     const std::optional<failures::FailureCause>& cause) {
  const auto next = event.again ? "; trying again" : "";
  if (!event.end) return fmt::format("lost: {}: its keeper was killed{}", run.folder, next);
  if (event.end->outcome == experiment::Outcome::Crashed)
    return fmt::format("crashed: {}: {}{}", run.folder, crash_text(*event.end, cause), next);
  if (event.end->outcome == experiment::Outcome::Requeued)
    return fmt::format("{}: {}: exit code 85{}", event.again ? "requeued" : "left waiting", run.folder,
                       event.end->reason == experiment::Reason::Timeout ? " when its time was up" : "");
  return event.end->detail.empty() ? std::string()
                                   : fmt::format("succeeded: {}: but {}", run.folder, event.end->detail);
}

std::string refused_text(const launch::RunRefused& event) { return "left waiting: " + event.why; }

std::vector<std::string> ended_text(const launch::LaunchEnded& event, const launch::Tally& tally,
                                    const launch::LaunchBegan& began, double wall,
                                    const std::vector<std::string>& causes) {
  auto lines = end_lines(event, tally, began, wall);
  const auto hint =
      std::find_if(lines.begin(), lines.end(), [](const auto& line) { return line.starts_with("hint: "); });
  lines.insert(hint, causes.begin(), causes.end());
  return lines;
}

}  // namespace liftoff::report
