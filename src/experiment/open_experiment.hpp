#pragma once
#include <optional>

#include <liftoff/export.hpp>

#include "experiment/experiments.hpp"
#include "experiment/machine.hpp"
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

 private:
  mutable std::optional<Machine> machine_;
};

}  // namespace liftoff::experiment
