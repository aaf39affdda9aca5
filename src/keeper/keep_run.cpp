#include "keeper/keep_run.hpp"

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/abort_mark.hpp"
#include "experiment/run_folder.hpp"
#include "keeper/attempt.hpp"
#include "keeper/ending.hpp"
#include "keeper/program.hpp"
#include "keeper/recording.hpp"
#include "keeper/traces.hpp"
#include "posix/clock.hpp"

namespace liftoff::keeper {

namespace {

/// What an earlier attempt whose keeper died left running must be gone before the next one starts. Errors: System,
/// where it can't be ended.
void end_earlier_attempt(const Keeper& keeper, const experiment::ClaimedRun& claimed) {
  const auto* last = claimed.earlier.last();
  if (!last || last->end) return;
  const std::vector<Trail> trails{trail_of(last->start, claimed.record.get(), claimed.folder.get())};
  const auto tree = posix::end_processes(traces_of(trails), keeper.context().grace, programs_of(trails));
  if (!tree.survivors.empty())
    throw system_error(fmt::format("an earlier attempt goes on: nothing could end {}", names_of(tree.survivors)));
}

RunReport keep_claimed(Keeper& keeper, RunOrder order, const experiment::Plan& plan, const PlannedRun& run,
                       experiment::ClaimedRun claimed) {
  end_earlier_attempt(keeper, claimed);
  auto start = attempt_start(keeper, claimed);
  start.planned = plan.place(order.configuration);
  const FolderContent content{start.started, [&] {
                                const auto text = plan.text(order.configuration, run.configuration);
                                return run_configuration(keeper.context(), text, run, start);
                              }};
  if (!experiment::begin_attempt(claimed, start, content.config(), keeper.context().detached))
    return {order, LeftAlone::Busy};
  const auto output = keeper.context().detached ? open_output(claimed.folder.get()) : ProgramOutput{};
  const auto request = spawn_request(keeper.context(), program_for(keeper.opened, run, start), output);
  record_start(keeper, claimed, run.ref, start);
  // Asked again now that liftoff-abort can see the attempt: it writes its mark first and looks afterwards.
  auto attempted = experiment::read_abort_mark(keeper.opened.folder.get())
                       ? Attempted{aborted_before_start(start.attempt), false}
                       : run_attempt(keeper, start.attempt, request);
  const auto in_the_way = record_end_for_certain(keeper, claimed, run.ref, content, attempted.end);
  if (attempted.put_off)
    return {order, Refused{run.ref.relative() + ": could not be started: " + attempted.end.detail}};
  if (!in_the_way.empty()) attempted.end = unrecorded(std::move(attempted.end), in_the_way);
  else if (claimed.restored) restore_output(claimed.folder.get(), output);
  return {order, attempted.end, attempted.children_left || keeper.stop.has_value()};
}

/// Says that a run is in hand, until it goes.
class InHand {
 public:
  InHand(Keeper& keeper, const experiment::RunRef& run) : hand_(keeper.hand) {
    hand_.take(keeper.opened.folder.get(), run, posix::unix_time());
  }
  ~InHand() { hand_.let_go(); }
  InHand(const InHand&) = delete;
  InHand& operator=(const InHand&) = delete;

 private:
  experiment::Hand& hand_;
};

/// Whether a run without a record is under way all the same: its own program may have taken that away. There is nothing
/// to ask where this launch is the only one.
bool is_kept_by_another(Keeper& keeper, const experiment::RunRef& run) {
  const int folder = keeper.opened.folder.get();
  if (!keeper.context().claim.shared && keeper.launchers.seen(folder) < 2) return false;
  const bool recorded = posix::info(folder, run.file(experiment::names::record).c_str()).kind != posix::FileKind::None;
  return !recorded && experiment::runs_in_hand(folder).contains(run);
}

LeftAlone reason_of(experiment::ClaimRefusal refusal) {
  return refusal == experiment::ClaimRefusal::Busy ? LeftAlone::Busy : LeftAlone::Succeeded;
}

}  // namespace

RunReport keep_run(Keeper& keeper, RunOrder order) {
  const auto& opened = keeper.opened;
  if (experiment::read_abort_mark(opened.folder.get())) return {order, LeftAlone::Aborted};
  std::string where;
  try {
    const auto& plan = keeper.plan();
    const auto run = planned_run(plan, order.configuration, order.run_id);
    if (!run.ref.is_whole()) where = run.ref.relative() + ": ";
    if (is_kept_by_another(keeper, run.ref)) return {order, LeftAlone::Busy};
    auto claim = experiment::claim_run(opened.folder.get(), run.ref, keeper.context().claim);
    if (auto* claimed = std::get_if<experiment::ClaimedRun>(&claim)) {
      const InHand in_hand(keeper, run.ref);
      return keep_claimed(keeper, order, plan, run, std::move(*claimed));
    }
    return {order, reason_of(std::get<experiment::ClaimRefusal>(claim))};
  } catch (const Error& error) {
    const auto hint = error.hint().empty() ? "" : "; " + error.hint();
    return {order, Refused{where + error.what() + hint}, keeper.stop.has_value()};
  } catch (const std::exception& error) {
    return {order, Refused{where + error.what()}, keeper.stop.has_value()};
  }
}

}  // namespace liftoff::keeper
