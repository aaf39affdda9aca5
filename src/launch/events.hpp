#pragma once
// The one stream of events that all reporters of a launch consume.
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "executor/executor.hpp"
#include "experiment/experiments.hpp"

namespace liftoff::launch {

struct LaunchBegan {
  experiment::ExperimentRef experiment;
  std::size_t configurations = 0;
  std::size_t total = 0;  ///< runs of the experiment
  std::size_t to_do = 0;  ///< runs that this launch is to make
  std::size_t already_succeeded = 0;
  std::size_t left_out = 0;  ///< runs of configurations that are no longer selected
  int slots = 0;
  bool detached = true;
  bool resumed = false;
};
struct RunBegan {
  keeper::RunOrder order;
};
struct RunEnded {
  keeper::RunOrder order;
  std::optional<experiment::AttemptEnd> end;  ///< nothing: it is lost, its keeper went without a report
  bool again = false;                         ///< it will be tried again
};
struct RunPassedOver {  ///< somebody else keeps it, or it had ended well already
  keeper::RunOrder order;
  keeper::LeftAlone why = keeper::LeftAlone::Busy;
};
struct RunRefused {  ///< the system refused before its program could be started: it is left waiting
  keeper::RunOrder order;
  std::string why;
};
struct Noted {  ///< something worth knowing that is no failure
  std::string text;
};
enum class LaunchEnd { Complete, MaxFails, Aborted, Refused, Interrupted };
struct LaunchEnded {
  LaunchEnd how = LaunchEnd::Complete;
  std::optional<int> signal;  ///< Interrupted
  std::string detail;         ///< Refused: what the system said
  bool aborted = false;       ///< the experiment bears the mark of liftoff-abort
};
using LaunchEvent = std::variant<LaunchBegan, RunBegan, RunEnded, RunPassedOver, RunRefused, Noted, LaunchEnded>;

/// What a launch has come to. `succeeded` … are runs of this launch.
struct Tally {
  std::size_t to_do = 0, running = 0, succeeded = 0, crashed = 0, lost = 0, passed_over = 0;
  double run_seconds = 0;  ///< of ended attempts
  std::size_t ended_attempts = 0;
  std::size_t waiting() const { return to_do - running - succeeded - crashed - lost - passed_over; }
};

class LaunchReporter {
 public:
  virtual ~LaunchReporter() = default;
  virtual void on(const LaunchEvent& event, const Tally& tally) = 0;
  /// When it wants redraw() although nothing happened; nothing: never.
  virtual std::optional<posix::MonotonicTime> next_redraw() const { return std::nullopt; }
  virtual void redraw(const Tally&) {}
};

}  // namespace liftoff::launch
