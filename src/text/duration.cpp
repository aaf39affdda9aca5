#include "text/duration.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <fmt/core.h>

namespace liftoff::text {

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

}  // namespace liftoff::text
