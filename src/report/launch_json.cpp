#include "report/launch_json.hpp"

#include <array>
#include <cstdio>

#include <fmt/format.h>

#include "text/json_text.hpp"

namespace liftoff::report {

namespace {

constexpr std::array<std::string_view, 5> ends{"complete", "max_fails", "aborted", "refused", "interrupted"};

std::string number_or_null(int number, int none) { return number == none ? "null" : std::to_string(number); }

class JsonReporter final : public LaunchReporter {
 public:
  explicit JsonReporter(DescribeRun describe) : describe_(std::move(describe)) {}

  void on(const LaunchEvent& event, const Tally& tally) override {
    std::visit([&](const auto& one) { put(text(one, tally)); }, event);
  }

 private:
  static void put(const std::string& members) {
    const auto line = fmt::format("{{\"time\":\"{}\",{}}}\n", posix::iso8601(posix::unix_time()), members);
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
  }

  std::string run_members(const RunOrder& order) const {
    const auto run = describe_(order);
    return fmt::format(R"("run":{},"config":{},"run_id":{})", json_quoted(run.folder), json_quoted(run.file), order.run_id);
  }

  static std::string text(const LaunchBegan& e, const Tally&) {
    return fmt::format(
        R"("event":"launch_began","schema_version":1,"experiment":{},"timestamp":{},"path":{},"configurations":{},"total":{},"to_do":{},"slots":{},"detached":{},"resumed":{})",
        json_quoted(e.name), e.timestamp, json_quoted(e.path), e.configurations, e.total, e.to_do, e.slots, e.detached, e.resumed);
  }
  std::string text(const RunBegan& e, const Tally&) const { return R"("event":"run_began",)" + run_members(e.order); }
  std::string text(const RunEnded& e, const Tally&) const {
    const auto& r = e.report;
    return fmt::format(
        R"("event":"run_ended",{},"attempt":{},"state":"{}","reason":"{}","exit_code":{},"signal":{},"wall":{:.3f},"detail":{},"again":{})",
        run_members(r.order), r.attempt, e.lost ? "lost" : to_text(r.outcome), e.lost ? "lost" : to_text(r.reason),
        number_or_null(r.exit_code, -1), number_or_null(r.signal, 0), r.wall, json_quoted(r.detail), e.again);
  }
  std::string text(const RunPassedOver& e, const Tally&) const {
    return fmt::format(R"("event":"run_passed_over",{},"why":"{}")", run_members(e.report.order),
                       e.report.kind == ReportKind::Busy ? "busy" : "succeeded");
  }
  static std::string text(const Noted& e, const Tally&) { return fmt::format(R"("event":"note","text":{})", json_quoted(e.text)); }
  static std::string text(const LaunchEnded& e, const Tally& t) {
    return fmt::format(
        R"("event":"launch_ended","how":"{}","signal":{},"detail":{},"succeeded":{},"crashed":{},"lost":{},"waiting":{},"running":{})",
        ends.at(static_cast<std::size_t>(e.how)), number_or_null(e.signal, 0), json_quoted(e.detail), t.succeeded, t.crashed, t.lost,
        t.waiting(), t.running);
  }

  DescribeRun describe_;
};

}  // namespace

std::unique_ptr<LaunchReporter> make_json_reporter(const DescribeRun& describe) { return std::make_unique<JsonReporter>(describe); }

}  // namespace liftoff::report
