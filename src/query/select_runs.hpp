#pragma once
// The runs of an experiment that satisfy all conditions.
#include <functional>
#include <string>
#include <vector>

#include "query/complaint.hpp"
#include "query/condition.hpp"
#include "query/run_walk.hpp"

namespace liftoff {

/// What became of a selection, to explain an empty one.
struct SelectionOutcome {
  std::size_t runs = 0;       ///< looked at
  std::size_t selected = 0;
  std::vector<bool> known;    ///< for each condition: whether any run has its key
  std::vector<std::string> keys;  ///< what conditions can name, of the first run that lacked one
};

/// Calls `use` for each selected run, in order. Runs whose configuration can't be read are selected by no
/// condition. `outcome` is added to, so that it can stand for several experiments.
void select_runs(const OpenExperiment& experiment, const std::vector<Condition>& where, const Complaint& complain,
                 const std::function<void(const FoundRun&)>& use, SelectionOutcome& outcome, ListingMemory* memory = nullptr);

/// Whether all conditions hold, each in either reading of the configuration.
bool satisfies(const RunConfig& config, const std::vector<Condition>& where, SelectionOutcome& outcome);

/// What to write instead of a key that no run has: those that end in the same name, or all.
std::string suggest_keys(const Condition& condition, const std::vector<std::string>& keys);

}  // namespace liftoff
