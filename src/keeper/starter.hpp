#pragma once
// How a run's program comes into being. One method, so that something else can take the place of posix_spawn: an
// interpreter that is warm already, a step of a cluster's job.
#include <string>
#include <variant>

#include "posix/spawn.hpp"

namespace liftoff::keeper {

struct Started {
  int pid = 0;
};
struct NotStarted {
  std::string why;        ///< "/bin/job: Permission denied"
  bool shortage = false;  ///< the system has no room for it now; it is not the program's fault
};

class Starter {
 public:
  virtual ~Starter() = default;
  /// Starts the program. It must be a child of this process by the time it ends, or become one as an orphan: its
  /// keeper reaps it. Errors: none; what refuses is a result.
  virtual std::variant<Started, NotStarted> start(const posix::SpawnRequest& request) = 0;
};

/// A new process for each program, by posix_spawn(3).
class SpawnStarter final : public Starter {
 public:
  std::variant<Started, NotStarted> start(const posix::SpawnRequest& request) override;
};

}  // namespace liftoff::keeper
