#include "experiment/run_state.hpp"

#include <array>

#include <fmt/format.h>

#include "text/whole_number.hpp"

namespace liftoff::experiment {

namespace {

RunState judge_recorded_end(const AttemptEnd& end, std::optional<std::int64_t> started) {
  const auto ended = text::whole_number(end.ended);
  switch (end.outcome) {
    case Outcome::Succeeded: return Succeeded{started, ended};
    case Outcome::Crashed: return Crashed{started, ended};
    case Outcome::Requeued: break;
  }
  return Waiting{};
}

RunState judge_keeper(const AttemptStart& attempt, const RunFacts& facts, const posix::HostIdentity& here) {
  const auto started = *facts.start;
  const auto& keeper = attempt.keeper;
  if (keeper.host.host != here.host) return Running{started, false};
  if (keeper.host.boot_id != here.boot_id) return Lost{started, "the machine was restarted since"};
  if (keeper.host.pid_namespace != here.pid_namespace) return Running{started, false};
  if (!keeper.locks && facts.keeper_alive) return Running{started, true};
  return Lost{started, fmt::format("its keeper (process {}) is gone", keeper.process.pid)};
}

RunState judge_original(const RunFacts& facts, std::int64_t boot) {
  const auto started = *facts.start;
  if (started < boot) return Lost{started, "the machine was restarted since"};
  if (facts.program_seen) return Running{started, true};
  return Lost{started, "no process of it is left"};
}

}  // namespace

std::string_view name_of(const RunState& state) {
  constexpr std::array<std::string_view, 6> texts{"waiting", "running", "succeeded", "crashed", "lost", "unrecorded"};
  return texts.at(state.index());
}

RunState judge(const RunFacts& facts, const posix::HostIdentity& here, std::int64_t boot) {
  if (facts.end) return Succeeded{facts.start, *facts.end};
  const auto* attempt = facts.record.last();
  if (facts.in_hand) return Running{*facts.in_hand, true};
  if (facts.locked && facts.start) return Running{*facts.start, true};
  if (attempt && attempt->end) return judge_recorded_end(*attempt->end, facts.start);
  if (facts.crash) return Crashed{facts.start, *facts.crash};
  if (facts.unrecorded) return Unrecorded{};
  if (!facts.start) return Waiting{};
  return attempt ? judge_keeper(attempt->start, facts, here) : judge_original(facts, boot);
}

}  // namespace liftoff::experiment
