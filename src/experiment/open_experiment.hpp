#pragma once
#include <optional>

#include <liftoff/export.hpp>

#include "experiment/experiments.hpp"
#include "experiment/machine.hpp"
#include "experiment/plan.hpp"
#include "posix/fd.hpp"

namespace liftoff::experiment {

/// An experiment on disk, opened.
struct OpenExperiment {
  ExperimentRef ref;
  posix::Fd folder;
  /// Errors: System, where it can't be opened.
  LIFTOFF_TOOLS_API static OpenExperiment open(const ExperimentRef& ref);
  /// The machine that asks, at the first time that somebody wants to know.
  LIFTOFF_TOOLS_API Machine& machine() const;
  /// Its plan, opened when somebody first wants to know; nullptr where it has none that can be read.
  const Plan* plan() const;

 private:
  mutable std::optional<std::optional<Plan>> plan_;
  mutable std::optional<Machine> machine_;
};

}  // namespace liftoff::experiment
