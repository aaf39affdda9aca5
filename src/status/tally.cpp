#include "status/tally.hpp"

namespace liftoff::status {

void RunTally::add(const experiment::JournalLine& line) {
  auto run = experiment::RunRef::parse(line.run);
  if (!run) return;
  const auto it = unsettled.find(*run);
  if (line.event == experiment::JournalEvent::Start) {
    unsettled[std::move(*run)] = {UnsettledRun::Kind::Open, line.at, 0, 0};
    return;
  }
  if (line.event == experiment::JournalEvent::Rerun) {
    if (it == unsettled.end() && succeeded > 0) --succeeded;
    unsettled[std::move(*run)] = {};
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

}  // namespace liftoff::status
