#include "posix/standard_output.hpp"

#include <cstdio>

#include "posix/last_error.hpp"

namespace liftoff::posix {

Outcome put_output(std::string_view text) noexcept {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) return last_error();
  return {};
}

Outcome flush_output() noexcept {
  errno = 0;
  if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return {};
  return errno != 0 ? last_error() : SystemError{EIO};
}

}  // namespace liftoff::posix
