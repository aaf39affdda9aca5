#pragma once
// Open file description locks (fcntl(2), F_OFD_SETLK): held by whoever has the descriptor, let go
// by the kernel when the last copy of it closes, whatever ended the process; asking for one takes
// nothing away from others, unlike flock(2). They work over NFS.
#include "posix/fd.hpp"

namespace liftoff::posix {

enum class Lock {
  Held,         ///< ours now
  Busy,         ///< somebody else's
  Unsupported,  ///< the file system has no locks
};
/// `fd` must be open for writing. Does not wait.
Lock try_lock(int fd) noexcept;
/// Whether somebody holds the lock of this file; false where it is absent or can't be asked.
bool is_locked(int dir, const char* name) noexcept;
bool is_locked(int fd) noexcept;

/// Waits for a turn with a folder (flock(2), the one lock that folders take) and holds it until the descriptor
/// closes. Invalid where there are no locks.
Fd wait_for_folder_lock(int folder) noexcept;

}  // namespace liftoff::posix
