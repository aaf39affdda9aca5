#pragma once
#include "posix/fd.hpp"

namespace liftoff::posix {

/// A descriptor that becomes readable when a file in the folder is written to (inotify). Invalid where the system
/// has no watch to give.
Fd watch_writes(int folder) noexcept;

}  // namespace liftoff::posix
