#include "common/output.hpp"

#include <cstdlib>
#include <system_error>

#include "posix/standard_output.hpp"
#include "posix/terminal.hpp"

namespace liftoff::tools {

std::size_t output_width() {
  const char* columns = std::getenv("COLUMNS");
  const int given = columns ? std::atoi(columns) : 0;
  const int width = posix::terminal_width(1, given > 0 ? given : 0);
  return width > 0 ? static_cast<std::size_t>(width) : 0;
}

void put(std::string_view text) {
  if (const auto put = posix::put_output(text); !put)
    throw std::system_error(put.error().number(), std::generic_category());
}

void flush() {
  if (const auto flushed = posix::flush_output(); !flushed)
    throw std::system_error(flushed.error().number(), std::generic_category());
}

}  // namespace liftoff::tools
