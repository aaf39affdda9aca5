#include "report/crash_counts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/text_width.hpp"
#include "text/words.hpp"

namespace liftoff::report {

namespace {

constexpr std::size_t most_kinds = 3;  // that are told of at the end
constexpr std::size_t message_width = 100;

bool is_power_of_ten(std::size_t count) {
  while (count % 10 == 0) count /= 10;
  return count == 1;
}

/// Whether a run's output may say more than that.
bool has_more(const failures::FailureCause& cause) { return cause.kind != "aborted" && cause.kind != "terminated"; }

}  // namespace

std::string CrashCounts::add(const launch::RunEnded& event, const launch::RunDescription& run,
                             const failures::FailureCause& cause, const std::string& line) {
  const auto name = one_line(run.run.text());
  if (!event.again) {
    auto& failed = failed_.count(cause);
    if (failed.count == 1) failed.first = name;
  }
  const auto count = told_.count(cause).count;
  if (count == 1) return line;
  return is_power_of_ten(count) ? fmt::format("{}; {} such crashes so far", line, count) : std::string();
}

std::vector<std::string> CrashCounts::summary(const launch::LaunchBegan& began) const {
  std::vector<std::string> lines;
  const auto kinds = failed_.sorted();
  std::size_t others = 0;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const auto& kind = *kinds[i];
    if (i >= most_kinds) others += kind.count;
    else
      lines.push_back(fmt::format("{} × {} ({}{})", kind.count, cut_end(one_line(kind.cause.message), message_width),
                                  kind.first, kind.count > 1 ? ", …" : ""));
  }
  if (others > 0)
    lines.push_back(
        fmt::format("and {} of {} more kinds", text::counted(others, "crash", "crashes"), kinds.size() - most_kinds));
  if (began.detached && std::any_of(kinds.begin(), kinds.end(), [](const auto* kind) { return has_more(kind->cause); }))
    lines.push_back(fmt::format("hint: see what they printed: liftoff-results errors -t {}{}",
                                began.experiment.timestamp, experiment::place_options(began.experiment)));
  return lines;
}

}  // namespace liftoff::report
