#pragma once
#include "posix/fd.hpp"

namespace liftoff::posix {

/// A descriptor that becomes readable when a file in the folder is written to (inotify). Invalid where the system
/// has no watch to give.
Fd watch_writes(int folder) noexcept;
/// Takes what a watch has to say, so that it waits for the next thing.
void drain_watch(int watch) noexcept;

}  // namespace liftoff::posix
