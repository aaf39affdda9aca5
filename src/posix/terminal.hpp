#pragma once

namespace liftoff::posix {

bool is_terminal(int fd) noexcept;
/// Columns of the terminal behind `fd`, or `otherwise` where there is none or it does not say.
int terminal_width(int fd, int otherwise = 80) noexcept;
/// Occupies the descriptors 0 to 2 that the caller left closed, so that no file opened later is
/// taken for standard output. Writes to one that was closed go on failing.
void reserve_standard_descriptors() noexcept;

}  // namespace liftoff::posix
