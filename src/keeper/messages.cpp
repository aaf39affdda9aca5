#include "keeper/messages.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "posix/socket.hpp"
#include "text/json_text.hpp"
#include "value/json_in.hpp"

namespace liftoff::keeper {

namespace {

constexpr std::int64_t message_version = 1;
constexpr std::size_t longest_text = posix::longest_record / 8;  // a byte of it takes up to six as JSON
constexpr std::array<std::string_view, 3> reasons_to_leave{"busy", "succeeded", "aborted"};

std::string_view name_of(const RunResult& result) {
  if (const auto* left = std::get_if<LeftAlone>(&result)) return to_text(*left);
  return std::holds_alternative<Refused>(result) ? "refused" : "ended";
}

std::string second_line(const RunResult& result) {
  const auto* end = std::get_if<experiment::AttemptEnd>(&result);
  if (!end) return {};
  auto fitting = *end;
  fitting.detail.resize(std::min(fitting.detail.size(), longest_text));
  return experiment::to_line(fitting);
}

/// The members of a record's first line; nothing where they make no sense here.
std::optional<Map> members_of(std::string_view line) {
  try {
    auto value = value::parse_json_data(line);
    auto* members = value.get_if<Map>();
    if (!members) return std::nullopt;
    const auto* v = members->find("v");
    if (!v || v->value != Value(message_version)) return std::nullopt;
    return std::move(*members);
  } catch (const Error&) {
    return std::nullopt;
  }
}

template <class T> const T* member(const Map& members, const char* name) {
  const auto* entry = members.find(name);
  return entry ? entry->value.get_if<T>() : nullptr;
}

template <class Number> std::optional<Number> count_of(const Map& members, const char* name) {
  const auto* number = member<std::int64_t>(members, name);
  if (!number || *number < 0 || *number > static_cast<std::int64_t>(std::numeric_limits<Number>::max()))
    return std::nullopt;
  return static_cast<Number>(*number);
}

std::optional<RunOrder> order_of(const Map& members) {
  const auto configuration = count_of<std::uint32_t>(members, "configuration");
  const auto run_id = count_of<std::int32_t>(members, "run_id");
  if (!configuration || !run_id) return std::nullopt;
  return RunOrder{*configuration, *run_id};
}

std::optional<RunResult> result_of(const Map& members, std::string_view second) {
  const auto* name = member<std::string>(members, "result");
  if (!name) return std::nullopt;
  if (*name == "ended") {
    auto end = experiment::parse_attempt_end(second);
    return end ? std::optional<RunResult>(std::move(*end)) : std::nullopt;
  }
  if (*name == "refused") {
    const auto* why = member<std::string>(members, "why");
    return why ? std::optional<RunResult>(Refused{*why}) : std::nullopt;
  }
  const auto* left = std::find(reasons_to_leave.begin(), reasons_to_leave.end(), *name);
  if (left == reasons_to_leave.end()) return std::nullopt;
  return static_cast<LeftAlone>(left - reasons_to_leave.begin());
}

}  // namespace

std::string_view to_text(LeftAlone why) { return reasons_to_leave.at(static_cast<std::size_t>(why)); }

std::string to_record(const RunOrder& order) {
  return fmt::format(R"({{"v":{},"configuration":{},"run_id":{}}})"
                     "\n",
                     message_version, order.configuration, order.run_id);
}

std::string to_record(const RunReport& report) {
  const auto* refused = std::get_if<Refused>(&report.result);
  const auto why = refused ? std::string_view(refused->why).substr(0, longest_text) : std::string_view();
  return fmt::format(R"({{"v":{},"configuration":{},"run_id":{},"result":"{}","why":{},"retires":{}}})"
                     "\n{}",
                     message_version, report.order.configuration, report.order.run_id, name_of(report.result),
                     text::json_quoted(why), report.retires, second_line(report.result));
}

std::optional<RunOrder> order_from(std::string_view record) {
  if (!record.ends_with('\n')) return std::nullopt;
  const auto members = members_of(record);
  return members ? order_of(*members) : std::nullopt;
}

std::optional<RunReport> report_from(std::string_view record) {
  if (!record.ends_with('\n')) return std::nullopt;
  const auto end = record.find('\n');
  const auto members = members_of(record.substr(0, end));
  if (!members) return std::nullopt;
  const auto order = order_of(*members);
  auto result = result_of(*members, record.substr(end + 1));
  const auto* retires = member<bool>(*members, "retires");
  if (!order || !result || !retires) return std::nullopt;
  return RunReport{*order, std::move(*result), *retires};
}

}  // namespace liftoff::keeper
