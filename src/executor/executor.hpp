#pragma once
// What the scheduling loop needs of whatever runs its runs. Faked in tests.
#include <optional>
#include <string>
#include <variant>

#include "keeper/messages.hpp"
#include "posix/clock.hpp"

namespace liftoff::executor {

struct Finished {
  keeper::RunOrder order;
  std::optional<keeper::RunResult> result;  ///< nothing: the keeper went without a report, and the run is lost
};
struct Woken {};  ///< a slot may be free
struct DeadlineReached {};
struct Interrupted {
  int signal = 0;
};
using Happening = std::variant<Finished, Woken, DeadlineReached, Interrupted>;

class Executor {
 public:
  virtual ~Executor() = default;
  /// False where no slot is free now, or the system has no room for more. Errors: System where nothing can be started
  /// and nothing runs.
  virtual bool start(const keeper::RunOrder& order) = 0;
  /// Waits for the next thing. `want_slot`: a slot that others free is of interest.
  virtual Happening wait(std::optional<posix::MonotonicTime> deadline, bool want_slot) = 0;
  /// Gives back the slots that run nothing: others may want them.
  virtual void release_idle() = 0;
  /// Runs under way.
  virtual int active() const = 0;
  /// Ends the runs under way by this signal to their keepers; their reports still come. Whether anybody was told: a
  /// program that shares the terminal knows by itself.
  virtual bool stop(int signal) = 0;
};

}  // namespace liftoff::executor
