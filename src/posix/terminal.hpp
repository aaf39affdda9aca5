#pragma once
#include <liftoff/export.hpp>

namespace liftoff::posix {

LIFTOFF_TOOLS_API bool is_terminal(int fd) noexcept;

/// A terminal whose cursor can be moved: TERM names one, and not "dumb" (Emacs' shell, logs of CI).
LIFTOFF_TOOLS_API bool is_drawable(int fd);

struct TerminalSize {
  int columns = 0, rows = 0;  ///< 0 where unknown
};
TerminalSize terminal_size(int fd) noexcept;
/// Columns of the terminal behind `fd`, or `otherwise` where there is none or it does not say.
LIFTOFF_TOOLS_API int terminal_width(int fd, int otherwise = 80) noexcept;

/// Occupies the descriptors 0 to 2 that the caller left closed, so that no file opened later is
/// taken for standard output. Writes to one that was closed go on failing.
LIFTOFF_TOOLS_API void reserve_standard_descriptors() noexcept;

}  // namespace liftoff::posix
