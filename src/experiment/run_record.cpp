#include "experiment/run_record.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "posix/signals.hpp"
#include "text/json_text.hpp"

namespace liftoff::experiment {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 3> outcomes{"succeeded", "crashed", "requeued"};
constexpr std::array<std::string_view, 6> reasons{"exit", "signal", "timeout", "aborted", "terminated", "cannot_start"};

template <class Enum, std::size_t N>
Enum from_text(const std::array<std::string_view, N>& texts, const std::string& text, Enum unknown) {
  const auto it = std::find(texts.begin(), texts.end(), text);
  return it == texts.end() ? unknown : static_cast<Enum>(it - texts.begin());
}

std::string or_null(const std::optional<int>& number) { return number ? std::to_string(*number) : "null"; }

template <class T> std::optional<T> optional_member(const json& object, const char* key) {
  const auto it = object.find(key);
  return it == object.end() || it->is_null() ? std::nullopt : std::optional<T>(it->get<T>());
}

AttemptStart start_from(const json& line) {
  AttemptStart start;
  start.attempt = line.at("attempt").get<int>();
  start.keeper.host = {line.value("host", ""), line.value("boot_id", ""), line.value("pid_ns", std::uint64_t{0})};
  start.keeper.process = {line.value("pid", 0), line.value("start_ticks", std::uint64_t{0})};
  start.keeper.locks = line.value("locks", true);
  start.token = line.value("token", "");
  start.gpu = optional_member<std::string>(line, "gpu");
  start.slot = line.value("slot", 0);
  start.started = line.value("started", 0.0);
  return start;
}

AttemptEnd end_from(const json& line) {
  AttemptEnd end;
  end.attempt = line.at("attempt").get<int>();
  end.ended = line.value("ended", 0.0);
  end.outcome = from_text(outcomes, line.at("outcome").get<std::string>(), Outcome::Crashed);
  end.reason = from_text(reasons, line.value("reason", "exit"), Reason::Exit);
  end.exit_code = optional_member<int>(line, "exit_code");
  end.signal = optional_member<int>(line, "signal");
  end.wall = line.value("wall", 0.0);
  end.user = line.value("user", 0.0);
  end.system = line.value("system", 0.0);
  end.max_rss = line.value("max_rss", std::int64_t{0});
  end.detail = line.value("detail", "");
  return end;
}

void take_line(RunRecord& record, std::string_view text) {
  const auto line = json::parse(text, nullptr, false);
  if (!line.is_object()) return;
  try {
    if (const auto pid = line.find("pid"); pid != line.end()) {
      if (pid->is_number_integer()) record.attempts.push_back({start_from(line), std::nullopt});
    } else if (auto end = end_from(line);
               !record.attempts.empty() && record.attempts.back().start.attempt == end.attempt) {
      record.attempts.back().end = std::move(end);
    }
  } catch (const json::exception&) {
    return;  // a line of another kind, or damaged by hand
  }
}

}  // namespace

std::string_view to_text(Outcome outcome) { return outcomes.at(static_cast<std::size_t>(outcome)); }
std::string_view to_text(Reason reason) { return reasons.at(static_cast<std::size_t>(reason)); }

std::string to_line(const AttemptStart& start) {
  const auto& keeper = start.keeper;
  return fmt::format(R"({{"v":1,"attempt":{},"host":{},"boot_id":"{}","pid_ns":{},"pid":{},"start_ticks":{},)"
                     R"("locks":{},"token":"{}","gpu":{},"slot":{},"started":{:.3f}}})"
                     "\n",
                     start.attempt, text::json_quoted(keeper.host.host), keeper.host.boot_id, keeper.host.pid_namespace,
                     keeper.process.pid, keeper.process.start_ticks, keeper.locks, start.token,
                     start.gpu ? text::json_quoted(*start.gpu) : "null", start.slot, start.started);
}

std::string to_line(const AttemptEnd& end) {
  return fmt::format(R"({{"attempt":{},"ended":{:.3f},"outcome":"{}","reason":"{}","exit_code":{},"signal":{},)"
                     R"("wall":{:.6f},"user":{:.6f},"system":{:.6f},"max_rss":{},"detail":{}}})"
                     "\n",
                     end.attempt, end.ended, to_text(end.outcome), to_text(end.reason), or_null(end.exit_code),
                     or_null(end.signal), end.wall, end.user, end.system, end.max_rss, text::json_quoted(end.detail));
}

RunRecord parse_run_record(std::string_view text) {
  RunRecord record;
  for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string_view::npos; at = end + 1)
    take_line(record, text.substr(at, end - at));
  return record;
}

std::string describe(const AttemptEnd& end) {
  switch (end.reason) {
    case Reason::Timeout: return "timed out";
    case Reason::Aborted: return "aborted";
    case Reason::Terminated: return "terminated";
    case Reason::CannotStart: return "could not be started: " + end.detail;
    case Reason::Signal:
      return fmt::format("signal {} ({})", end.signal.value_or(0), posix::signal_name(end.signal.value_or(0)));
    case Reason::Exit: break;
  }
  return fmt::format("exit code {}", end.exit_code.value_or(0));
}

}  // namespace liftoff::experiment
