#pragma once
// The configurations of an experiment that is on disk, as a later launch compares itself with them.
#include <string>
#include <vector>

#include <liftoff/config.hpp>

#include "experiment/open_experiment.hpp"
#include "experiment/plan.hpp"
#include "launch/plan_match.hpp"

namespace liftoff::launch {

/// From the plan; of a tree of the original from its folders `<n>_<title>` and the cfg.yaml in each.
class KnownPlan {
 public:
  /// `runs_no`: how often configurations are to be repeated, where there is no plan. Errors: System; Usage for a
  /// damaged plan.
  KnownPlan(const experiment::OpenExperiment& experiment, int runs_no);

  const std::optional<experiment::Plan>& plan() const { return plan_; }
  MatchBy match_by() const { return plan_ ? MatchBy::Parameters : MatchBy::Label; }
  experiment::Layout layout() const { return layout_; }
  int runs_no() const { return runs_no_; }
  const std::vector<KnownConfiguration>& configurations() const { return known_; }
  const std::vector<experiment::PlannedConfiguration>& lines() const { return lines_; }
  /// As the plan holds it, or would.
  std::string text(std::size_t index) const;

 private:
  void take_plan();
  void take_folders(int experiment_folder);

  std::optional<experiment::Plan> plan_;
  experiment::Layout layout_ = experiment::Layout::Flat;
  int runs_no_ = 1;
  std::vector<experiment::PlannedConfiguration> lines_;
  std::vector<KnownConfiguration> known_;
  std::vector<std::string> texts_;  ///< of a tree of the original
};

/// The configuration that was read, as it is compared.
KnownConfiguration known_configuration(const Configuration& configuration);

/// A planned configuration, read. Errors: Usage.
Map planned_map(const std::string& text);

}  // namespace liftoff::launch
