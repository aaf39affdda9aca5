#pragma once
// An experiment that is looked at again and again: of its journal only what is new is read.
#include <optional>
#include <string>

#include "experiment/open_experiment.hpp"
#include "posix/clock.hpp"
#include "status/look.hpp"

namespace liftoff::status {

/// The tally of one experiment, kept up to date.
class RecurringTally {
 public:
  /// As it is now. Errors: System.
  const TallySource& renew(int experiment_folder);
  /// The last one that was read; nothing before that.
  const std::optional<TallySource>& last() const { return source_; }
  /// All of it is read anew next time.
  void forget() { source_.reset(); }
  /// Keeps no descriptor until the next time.
  void release() { journal_.reset(); }

 private:
  std::optional<TallySource> source_;
  posix::Fd journal_;
};

/// What liftoff-status says of one experiment, for who shows it while it goes on.
class RecurringLook {
 public:
  /// `path`: of the experiment's folder.
  explicit RecurringLook(experiment::ExperimentRef ref) : ref_(std::move(ref)) {}

  /// As it is now, or, where a look takes long (no journal), as it was a while ago. Never throws for what the
  /// experiment holds.
  const ExperimentSummary& summary();

 private:
  void look();

  experiment::ExperimentRef ref_;
  std::optional<experiment::OpenExperiment> opened_;
  RecurringTally tally_;
  Look look_;
  posix::MonotonicTime due_{}, reread_{};
};

}  // namespace liftoff::status
