#include "experiment/run_record.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include <liftoff/error.hpp>

#include "posix/signals.hpp"
#include "text/json_text.hpp"
#include "value/json_object.hpp"

namespace liftoff::experiment {

namespace {

using value::JsonObject;

constexpr std::array<std::string_view, 3> outcomes{"succeeded", "crashed", "requeued"};
constexpr std::array<std::string_view, 7> reasons{"exit",       "signal",       "timeout",   "aborted",
                                                  "terminated", "cannot_start", "unrecorded"};

template <class Enum, std::size_t N>
Enum from_text(const std::array<std::string_view, N>& texts, const std::string& text, Enum unknown) {
  const auto it = std::find(texts.begin(), texts.end(), text);
  return it == texts.end() ? unknown : static_cast<Enum>(it - texts.begin());
}

AttemptStart start_from(const JsonObject& line) {
  AttemptStart start;
  start.attempt = line.required<int>("attempt");
  start.keeper.host = {line.value_or<std::string>("host", {}), line.value_or<std::string>("boot_id", {}),
                       line.value_or("pid_ns", std::uint64_t{0})};
  start.keeper.process = {line.value_or("pid", 0), line.value_or("start_ticks", std::uint64_t{0})};
  start.keeper.locks = line.value_or("locks", true);
  start.token = line.value_or<std::string>("token", {});
  start.gpu = line.optional<std::string>("gpu");
  start.slot = line.value_or("slot", 0);
  start.started = line.value_or("started", 0.0);
  if (const auto part = line.optional<int>("plan_part"))
    start.planned = PlanPlace{*part, line.value_or("plan_place", std::uint64_t{0})};
  start.commit = line.optional<std::string>("commit");
  return start;
}

AttemptEnd end_from(const JsonObject& line) {
  AttemptEnd end;
  end.attempt = line.required<int>("attempt");
  end.ended = line.value_or("ended", 0.0);
  end.outcome = from_text(outcomes, line.required<std::string>("outcome"), Outcome::Crashed);
  end.reason = from_text(reasons, line.value_or<std::string>("reason", "exit"), Reason::Exit);
  end.exit_code = line.optional<int>("exit_code");
  end.signal = line.optional<int>("signal");
  end.wall = line.value_or("wall", 0.0);
  end.user = line.value_or("user", 0.0);
  end.system = line.value_or("system", 0.0);
  end.max_rss = line.value_or("max_rss", std::int64_t{0});
  end.detail = line.value_or<std::string>("detail", {});
  return end;
}

void take_line(RunRecord& record, std::string_view text) try {
  const auto line = JsonObject::parse(text);
  if (!line) return;
  if (line->find("pid")) {
    if (line->optional<int>("pid")) record.attempts.push_back({start_from(*line), std::nullopt});
  } else if (auto end = end_from(*line);
             !record.attempts.empty() && record.attempts.back().start.attempt == end.attempt) {
    record.attempts.back().end = std::move(end);
  }
} catch (const Error&) {
  return;  // a line of another kind, or damaged by hand
}

std::string plan_members(const std::optional<PlanPlace>& planned) {
  return planned ? fmt::format(R"(,"plan_part":{},"plan_place":{})", planned->part, planned->place) : std::string();
}

}  // namespace

std::string_view to_text(Outcome outcome) { return outcomes.at(static_cast<std::size_t>(outcome)); }
std::string_view to_text(Reason reason) { return reasons.at(static_cast<std::size_t>(reason)); }

std::string to_line(const AttemptStart& start) {
  const auto& keeper = start.keeper;
  return fmt::format(R"({{"v":1,"attempt":{},"host":{},"boot_id":"{}","pid_ns":{},"pid":{},"start_ticks":{},)"
                     R"("locks":{},"token":"{}","gpu":{},"slot":{},"started":{:.3f}{},"commit":{}}})"
                     "\n",
                     start.attempt, text::json_quoted(keeper.host.host), keeper.host.boot_id, keeper.host.pid_namespace,
                     keeper.process.pid, keeper.process.start_ticks, keeper.locks, start.token,
                     text::json_or_null(start.gpu), start.slot, start.started, plan_members(start.planned),
                     text::json_or_null(start.commit));
}

std::string to_line(const AttemptEnd& end) {
  return fmt::format(R"({{"attempt":{},"ended":{:.3f},"outcome":"{}","reason":"{}","exit_code":{},"signal":{},)"
                     R"("wall":{:.6f},"user":{:.6f},"system":{:.6f},"max_rss":{},"detail":{}}})"
                     "\n",
                     end.attempt, end.ended, to_text(end.outcome), to_text(end.reason),
                     text::json_or_null(end.exit_code), text::json_or_null(end.signal), end.wall, end.user, end.system,
                     end.max_rss, text::json_quoted(end.detail));
}

std::optional<AttemptEnd> parse_attempt_end(std::string_view line) try {
  const auto object = JsonObject::parse(line);
  if (!object || object->find("pid")) return std::nullopt;
  return end_from(*object);
} catch (const Error&) {
  return std::nullopt;
}

RunRecord parse_run_record(std::string_view text) {
  RunRecord record;
  for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string_view::npos; at = end + 1)
    take_line(record, text.substr(at, end - at));
  return record;
}

namespace {

std::string described_reason(const AttemptEnd& end) {
  switch (end.reason) {
    case Reason::Timeout: return "timed out";
    case Reason::Aborted: return "aborted";
    case Reason::Terminated: return "terminated";
    case Reason::CannotStart: return "could not be started: " + end.detail;
    case Reason::Unrecorded: return "its end could not be recorded: " + end.detail;
    case Reason::Signal:
      return fmt::format("signal {} ({})", end.signal.value_or(0), posix::signal_name(end.signal.value_or(0)));
    case Reason::Exit: break;
  }
  return fmt::format("exit code {}", end.exit_code.value_or(0));
}

}  // namespace

std::string describe(const AttemptEnd& end) {
  const bool in_reason = end.reason == Reason::CannotStart || end.reason == Reason::Unrecorded;
  const bool more = !end.detail.empty() && !in_reason;
  return described_reason(end) + (more ? "; " + end.detail : "");
}

}  // namespace liftoff::experiment
