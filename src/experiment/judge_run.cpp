#include "experiment/judge_run.hpp"

#include "experiment/hands.hpp"
#include "experiment/layout.hpp"
#include "experiment/run_facts.hpp"
#include "experiment/small_text.hpp"
#include "text/whole_number.hpp"

namespace liftoff::experiment {

namespace {

bool sees_original(int experiment_folder, const ExperimentRef& ref, const RunRef& run, Machine& machine) {
  const OriginalLaunch launch{std::to_string(ref.timestamp), small_text(experiment_folder, names::ppid)};
  return machine.runs_original(launch, run.path(ref.folder));
}

}  // namespace

RunFacts facts_of_run(int experiment_folder, const ExperimentRef& ref, const RunRef& run, int run_folder,
                      Machine& machine) {
  auto facts = run_folder < 0 ? RunFacts{} : read_run_facts(run_folder);
  if (!facts.end && facts.record.attempts.empty())
    if (const auto held = runs_in_hand(experiment_folder); held.contains(run))
      facts.in_hand = text::whole_number(held.at(run));
  const bool may_live = facts.start && !facts.end && facts.record.attempts.empty() && *facts.start >= machine.boot();
  if (may_live) facts.program_seen = sees_original(experiment_folder, ref, run, machine);
  return facts;
}

RunState judge_run(int experiment_folder, const ExperimentRef& ref, const RunRef& run, int run_folder,
                   Machine& machine) {
  return judge(facts_of_run(experiment_folder, ref, run, run_folder, machine), machine.host(), machine.boot());
}

}  // namespace liftoff::experiment
