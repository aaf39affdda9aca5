#pragma once
// What a look at configurations means for the plan of an experiment.
#include <string>
#include <vector>

#include <liftoff/config.hpp>

#include "launch/known_plan.hpp"

namespace liftoff::launch {

/// A version of a configuration that the plan does not have yet.
struct PlanChange {
  std::optional<std::size_t> replaces;  ///< index into the plan; nothing: it is added
  experiment::PlannedConfiguration line;
  std::string text;
};

struct PlanUpdate {
  experiment::PlanHeader header;
  experiment::Layout layout = experiment::Layout::Flat;
  std::vector<experiment::PlannedConfiguration> lines;  ///< of the plan as it will be
  std::vector<char> absent;                             ///< by configuration: planned, and not among what was read
  std::vector<PlanChange> changes;
  std::vector<std::string> notes;  ///< what is added, edited, repeated more often

  int runs_no() const { return header.runs_no; }
};

/// Calls its argument with each configuration that is selected.
using ReadConfigurations = std::function<void(const std::function<void(Configuration&&)>&)>;

/// Compares what `read` gives with what is known (launch/plan_match.hpp); an empty `read`: the plan stays. `header` is
/// that of the part to come. Writes nothing. Errors: Usage, where the experiment takes no additions.
PlanUpdate plan_update(const KnownPlan& known, experiment::PlanHeader header, const ReadConfigurations& read);

/// Writes the part, if there is something to write; for a tree of the original the whole plan. False where another
/// launcher was faster: look again. Errors: System.
bool publish(const PlanUpdate& update, const KnownPlan& known, int experiment_folder);

}  // namespace liftoff::launch
