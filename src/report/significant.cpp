#include "report/significant.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace liftoff::report {

namespace {

constexpr int most_decimals = 6;
constexpr double large = 1e7;

}  // namespace

std::string number_text(double number) {
  if (number == std::trunc(number) && std::abs(number) < 1e12) return fmt::format("{:.0f}", number);
  return fmt::format("{:.5g}", number);
}

std::string spread_text(double mean, double deviation) {
  if (!std::isfinite(mean) || !std::isfinite(deviation) || deviation == 0) return fmt::format("{} ± {}", number_text(mean), number_text(deviation));
  const int decimals = 1 - static_cast<int>(std::floor(std::log10(deviation)));
  if (decimals > most_decimals || std::abs(mean) >= large || deviation >= large) return fmt::format("{:.4g} ± {:.1e}", mean, deviation);
  const int shown = std::max(decimals, 0);
  return fmt::format("{:.{}f} ± {:.{}f}", mean, shown, deviation, shown);
}

}  // namespace liftoff::report
