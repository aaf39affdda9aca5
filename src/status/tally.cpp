#include "status/tally.hpp"

namespace liftoff::status {

namespace {

/// Journals can be written by hand, paths in them must not lead out of the experiment.
bool is_inside(std::string_view run) {
  for (std::size_t at = 0; at <= run.size();) {
    const auto end = std::min(run.find('/', at), run.size());
    const auto step = run.substr(at, end - at);
    if (step.empty() || step == ".." || (step == "." && run.size() > 1)) return false;
    at = end + 1;
  }
  return true;
}

}  // namespace

void RunTally::add(const experiment::JournalLine& line) {
  if (!is_inside(line.run)) return;
  const std::string run(line.run);
  const auto it = unsettled.find(run);
  if (line.event == experiment::JournalEvent::Start) {
    unsettled[run] = {UnsettledRun::Kind::Open, line.at, 0, 0};
    return;
  }
  if (it == unsettled.end() || it->second.kind == UnsettledRun::Kind::Crashed) return;
  run_seconds += line.wall;
  busy.add(line.at - line.wall, line.at);
  if (line.event == experiment::JournalEvent::Requeued) return;
  durations.add(line.wall);
  if (line.event == experiment::JournalEvent::Succeeded) {
    ++succeeded;
    unsettled.erase(it);
  } else {
    it->second.kind = UnsettledRun::Kind::Crashed;
    it->second.ended = line.at;
  }
}

void RunTally::add_times(std::optional<std::int64_t> started, std::int64_t ended) {
  if (!started || *started <= 0 || ended < *started) return;
  const auto from = static_cast<double>(*started), to = static_cast<double>(ended);
  durations.add(to - from);
  run_seconds += to - from;
  busy.add(from, to);
}

}  // namespace liftoff::status
