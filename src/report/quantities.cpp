#include "report/quantities.hpp"

#include <iterator>

#include <fmt/core.h>

#include "posix/clock.hpp"

namespace liftoff::report {

std::string bytes_text(std::int64_t bytes) {
  if (bytes <= 0) return "-";
  constexpr const char* units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
  auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (size >= 999.5 && unit + 1 < std::size(units)) size /= 1024, ++unit;
  return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.{}f} {}", size, size < 9.95 ? 1 : 0, units[unit]);
}

std::string moment_text(double unix) {
  constexpr std::size_t to_the_minute = 16;
  return posix::local_time(unix).substr(0, to_the_minute);
}

}  // namespace liftoff::report
