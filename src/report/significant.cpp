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
  if (std::isnan(number)) return "nan";
  if (number == std::trunc(number) && std::abs(number) < 1e12) return fmt::format("{:.0f}", number);
  return fmt::format("{:.5g}", number);
}

std::string spread_text(double mean, double deviation) {
  if (!std::isfinite(mean)) return number_text(mean);
  if (!std::isfinite(deviation)) return fmt::format("{} ± {}", number_text(mean), number_text(deviation));
  if (deviation == 0) return fmt::format("{} ± 0", number_text(mean));
  const auto place = static_cast<int>(std::floor(std::log10(deviation)));
  const int decimals = 1 - place;
  if (decimals > most_decimals || std::abs(mean) >= large || deviation >= large) {
    const int digits = mean == 0 ? 1 : static_cast<int>(std::floor(std::log10(std::abs(mean)))) - place + 2;
    return fmt::format("{:.{}g} ± {:.1e}", mean, std::clamp(digits, 2, 17), deviation);
  }
  const int shown = std::max(decimals, 0);
  return fmt::format("{:.{}f} ± {:.{}f}", mean, shown, deviation, shown);
}

}  // namespace liftoff::report
