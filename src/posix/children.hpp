#pragma once
// The children of this process. One that has ended keeps its number, and that of the process group it leads, until it
// is reaped: signals to a child, or to the group of one that is not reaped yet, can't reach a stranger. A process that
// takes in orphans (become_subreaper()) and has no children has no descendants either. For processes with one thread.
#include <optional>
#include <vector>

#include "posix/fd.hpp"
#include "posix/spawn.hpp"

namespace liftoff::posix {

/// In no order; those that have ended are among them until they are reaped. While children come and go it may lack
/// some.
std::vector<int> own_children();
/// Whether there is any, for certain.
bool has_children() noexcept;
/// Whether this child has ended. It is not reaped.
bool has_ended(int child) noexcept;
/// What reap_but() came to.
struct Reaped {
  std::optional<Ended> child;
  bool spared_ended = false;
  bool alone = false;  ///< the spared one has ended, and no other was seen
};
/// Reaps one that has ended and is not `spared`, without waiting. Only where there is none it tells of the spared one.
Reaped reap_but(int spared);

void signal_child(int child, int signal) noexcept;
/// To all processes of the group that this child leads, at once: none of them can get away by forking.
void signal_group(int child, int signal) noexcept;
/// A descriptor that becomes readable when the child ends.
Fd watch_child(int child) noexcept;

}  // namespace liftoff::posix
