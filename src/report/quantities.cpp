#include "report/quantities.hpp"

#include <cmath>
#include <ctime>

#include <fmt/format.h>

#include "text/whole_number.hpp"

namespace liftoff::report {

std::string span_text(double seconds) {
  if (!std::isfinite(seconds)) return "-";
  const auto s = static_cast<std::int64_t>(std::llround(std::max(0.0, std::min(seconds, 1e15))));
  if (s < 60) return fmt::format("{}s", s);
  if (s < 3600) return fmt::format("{}m {:02}s", s / 60, s % 60);
  if (s < 86400) return fmt::format("{}h {:02}m", s / 3600, s % 3600 / 60);
  return fmt::format("{}d {:02}h", s / 86400, s % 86400 / 3600);
}

std::string fine_span_text(double seconds) {
  if (!std::isfinite(seconds)) return "-";
  if (seconds < 9.995) return fmt::format("{:.2f}s", std::max(0.0, seconds));
  if (seconds < 59.95) return fmt::format("{:.1f}s", seconds);
  return span_text(seconds);
}

std::string bytes_text(std::int64_t bytes) {
  if (bytes <= 0) return "-";
  constexpr const char* units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
  auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (size >= 999.5 && unit + 1 < std::size(units)) size /= 1024, ++unit;
  return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.{}f} {}", size, size < 9.95 ? 1 : 0, units[unit]);
}

std::string moment_text(double unix, double now) {
  const auto at = std::time_t{text::whole_number(unix)}, today = std::time_t{text::whole_number(now)};
  std::tm then{}, current{};
  if (!::localtime_r(&at, &then) || !::localtime_r(&today, &current)) return "-";
  const bool same_year = then.tm_year == current.tm_year;
  char shown[64];
  const auto length = std::strftime(shown, sizeof shown,
                                    same_year && then.tm_yday == current.tm_yday ? "%H:%M"
                                    : same_year                                  ? "%b %e %H:%M"
                                                                                 : "%Y %b %e %H:%M",
                                    &then);
  return {shown, length};
}

}  // namespace liftoff::report
