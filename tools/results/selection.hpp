#pragma once
// What the forms of liftoff-results have in common: which experiments, which runs.
#include <functional>
#include <string>

#include "common/run_tool.hpp"
#include "results/select_runs.hpp"

namespace liftoff::tools {

RunQuery run_query(const options::Options& options);

/// Why no run was selected, and what there is instead; "" where complaints have said it.
std::string why_nothing(const RunQuery& query, const SelectionOutcome& outcome);
/// Says that on standard error.
void explain_nothing(const Tool& tool, const RunQuery& query, const SelectionOutcome& outcome);

/// Calls `use` for each run asked for. False where there was none, which is explained.
bool for_each_selected(const Tool& tool, const options::Options& options,
                       const std::function<void(const results::FoundRun&)>& use);

/// For things that can't be read.
results::Complaint complaint_of(const Tool& tool);

}  // namespace liftoff::tools
