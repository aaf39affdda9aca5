#pragma once
// For src/posix alone: everybody else gets errors in results.
#include <cerrno>

#include "posix/result.hpp"

namespace liftoff::posix {

/// What the last call that failed on this thread left in errno.
inline SystemError last_error() noexcept { return SystemError{errno}; }

/// What an open call gave: a descriptor, or -1 and errno.
inline Opened opened(int fd) noexcept { return fd >= 0 ? Opened{Fd{fd}} : Opened{last_error()}; }

}  // namespace liftoff::posix
