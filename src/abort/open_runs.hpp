#pragma once
#include <set>
#include <string>
#include <vector>

#include "experiment/run_record.hpp"
#include "experiment/run_ref.hpp"
#include "keeper/traces.hpp"
#include "posix/error.hpp"

namespace liftoff::abort {

/// Who keeps a run that has not ended.
enum class Holder {
  Nobody,
  Proven,        ///< the recorded keeper has the record open, and locked where there are locks
  AnotherUsers,  ///< the recorded keeper lives, and only its user may look at it
  Unknown,       ///< somebody holds the lock, who is not on record
};

/// What the folder says of one run that has not ended.
struct OpenRun {
  experiment::RunRef run;
  keeper::Trail trail;
  bool locked = false;
  Holder holder = Holder::Nobody;
  const experiment::KeeperIdentity& keeper() const { return trail.attempt.keeper; }
};

/// What could not be looked at: "0_a/1: Permission denied".
using Blind = std::set<std::string>;
/// Notes it, unless there is nothing of that name.
void add_blind(Blind& blind, const std::string& what, posix::SystemError error);

/// The runs of an experiment that a keeper took up and that have not ended. Errors: System.
std::vector<OpenRun> open_runs(int experiment, Blind& blind);

}  // namespace liftoff::abort
