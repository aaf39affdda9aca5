#include "report/launch_json.hpp"

#include <array>
#include <cstdio>

#include <fmt/format.h>

#include "report/cause_json.hpp"
#include "report/launch_causes.hpp"
#include "text/json_text.hpp"

namespace liftoff::report {

namespace {

constexpr std::array<std::string_view, 5> ends{"complete", "max_fails", "aborted", "refused", "interrupted"};

class JsonReporter final : public launch::LaunchReporter {
 public:
  explicit JsonReporter(launch::DescribeRun describe) : describe_(std::move(describe)) {}

  void on(const launch::LaunchEvent& event, const launch::Tally& tally) override {
    if (const auto* began = std::get_if<launch::LaunchBegan>(&event)) causes_ = LaunchCauses(*began);
    std::visit([&](const auto& one) { put(text(one, tally)); }, event);
  }

 private:
  static void put(const std::string& members) {
    const auto line = fmt::format("{{\"time\":\"{}\",{}}}\n", posix::iso8601(posix::unix_time()), members);
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
  }

  std::string run_members(const keeper::RunOrder& order) const { return run_members(order, describe_(order)); }
  static std::string run_members(const keeper::RunOrder& order, const launch::RunDescription& run) {
    return fmt::format(R"("run":{},"config":{},"run_id":{})", text::json_quoted(run.folder),
                       text::json_quoted(run.file), order.run_id);
  }

  static std::string text(const launch::LaunchBegan& e, const launch::Tally&) {
    return fmt::format(R"("event":"launch_began","schema_version":1,"experiment":{},"timestamp":{},"path":{},)"
                       R"("configurations":{},"total":{},"to_do":{},"slots":{},"detached":{},"resumed":{})",
                       text::json_quoted(e.experiment.name), e.experiment.timestamp,
                       text::json_quoted(e.experiment.path), e.configurations, e.total, e.to_do, e.slots, e.detached,
                       e.resumed);
  }
  std::string text(const launch::RunBegan& e, const launch::Tally&) const {
    return R"("event":"run_began",)" + run_members(e.order);
  }
  std::string text(const launch::RunEnded& e, const launch::Tally&) const {
    constexpr const char* format = R"("event":"run_ended",{},"attempt":{},"state":"{}","reason":"{}",)"
                                   R"("exit_code":{},"signal":{},"wall":{:.3f},"detail":{},"again":{},"cause":{})";
    const auto run = describe_(e.order);
    const auto members = run_members(e.order, run), cause = cause_json(causes_.of(e, run));
    if (!e.end) return fmt::format(format, members, 0, "lost", "lost", "null", "null", 0.0, "\"\"", e.again, cause);
    const auto& end = *e.end;
    return fmt::format(format, members, end.attempt, experiment::to_text(end.outcome), experiment::to_text(end.reason),
                       text::json_or_null(end.exit_code), text::json_or_null(end.signal), end.wall,
                       text::json_quoted(end.detail), e.again, cause);
  }
  std::string text(const launch::RunPassedOver& e, const launch::Tally&) const {
    return fmt::format(R"("event":"run_passed_over",{},"why":"{}")", run_members(e.order), keeper::to_text(e.why));
  }
  std::string text(const launch::RunRefused& e, const launch::Tally&) const {
    return fmt::format(R"("event":"run_refused",{},"why":{})", run_members(e.order), text::json_quoted(e.why));
  }
  static std::string text(const launch::Noted& e, const launch::Tally&) {
    return fmt::format(R"("event":"note","text":{})", text::json_quoted(e.text));
  }
  static std::string text(const launch::LaunchEnded& e, const launch::Tally& t) {
    return fmt::format(R"("event":"launch_ended","how":"{}","signal":{},)"
                       R"("detail":{},"succeeded":{},"crashed":{},"lost":{},"waiting":{},"running":{})",
                       ends.at(static_cast<std::size_t>(e.how)), text::json_or_null(e.signal),
                       text::json_quoted(e.detail), t.succeeded, t.crashed, t.lost, t.waiting(), t.running);
  }

  launch::DescribeRun describe_;
  LaunchCauses causes_;
};

}  // namespace

std::unique_ptr<launch::LaunchReporter> make_json_reporter(const launch::DescribeRun& describe) {
  return std::make_unique<JsonReporter>(describe);
}

}  // namespace liftoff::report
