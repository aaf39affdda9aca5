#pragma once
// What the forms of liftoff-results have in common: which experiments, which runs.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/run_tool.hpp"
#include "query/choose_experiments.hpp"
#include "query/select_runs.hpp"

namespace liftoff::tools {

struct SelectionOptions {
  ExperimentChoice experiments;
  std::optional<std::string> results_dir;  ///< absent: as the settings say, or ./results
  std::vector<std::string> where;
  std::vector<std::string> names;
  bool json = false;
  bool rescan = false;
};

/// -e, -t, --full-name, -a, -d, --where, --json, --rescan.
void add_selection(CLI::App& app, SelectionOptions& options);

/// A run selected, by whom and for what.
using UseRun = std::function<void(const FoundRun&)>;

/// Calls `use` for each run of the experiments asked for. False, with what there is instead on standard error, where
/// there was none. What can't be read is named on standard error.
bool for_each_selected(const Tool& tool, const SelectionOptions& options, const UseRun& use);

/// For things that can't be read.
Complaint complaint_of(const Tool& tool);

}  // namespace liftoff::tools
