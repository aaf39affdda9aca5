#pragma once
// What the forms of liftoff-results have in common: which experiments, which runs.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/run_tool.hpp"
#include "results/select_runs.hpp"

namespace liftoff::tools {

struct SelectionOptions {
  RunQuery runs;
  std::optional<std::string> results_dir;  ///< absent: as the settings say, or ./results
  std::vector<std::string> names;          ///< -n, where a form has it
  bool complete_only = false;              ///< the same
  bool json = false;
};

/// -e, -t, -d.
void add_experiment(CLI::App& app, SelectionOptions& options);

/// -e, -t, --full-name, -a, -d, --where, --json, --rescan.
void add_selection(CLI::App& app, SelectionOptions& options);

/// The query, with what the settings say.
RunQuery completed(const Tool& tool, const SelectionOptions& options);

/// Says on standard error why no run was selected, and what there is instead.
void explain_nothing(const Tool& tool, const RunQuery& query, const SelectionOutcome& outcome);

/// Calls `use` for each run asked for. False where there was none, which is explained.
bool for_each_selected(const Tool& tool, const SelectionOptions& options,
                       const std::function<void(const results::FoundRun&)>& use);

/// For things that can't be read.
results::Complaint complaint_of(const Tool& tool);

}  // namespace liftoff::tools
