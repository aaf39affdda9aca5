#include "common/output.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "posix/terminal.hpp"

namespace liftoff::tools {

std::size_t output_width() {
  const char* columns = std::getenv("COLUMNS");
  const int given = columns ? std::atoi(columns) : 0;
  const int width = posix::terminal_width(1, given > 0 ? given : 0);
  return width > 0 ? static_cast<std::size_t>(width) : 0;
}

void put(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
    throw std::system_error(errno, std::generic_category());
}

}  // namespace liftoff::tools
