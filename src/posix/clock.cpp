#include "posix/clock.hpp"

#include <sys/timerfd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace liftoff::posix {

MonotonicTime monotonic_now() { return std::chrono::steady_clock::now(); }

std::int64_t unix_seconds() { return static_cast<std::int64_t>(std::floor(unix_time())); }

std::int64_t unix_nanoseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

double unix_time() { return static_cast<double>(unix_nanoseconds()) * 1e-9; }

namespace {

/// Within what a date can say.
double in_bounds(double unix) {
  constexpr double last = 253402300799;  // the year 9999: what is beyond was written by hand
  return unix == unix ? std::clamp(unix, -last, last) : 0;
}

}  // namespace

std::string local_time(double unix) {
  const auto seconds = static_cast<std::time_t>(std::floor(in_bounds(unix)));
  std::tm parts{};
  if (!::localtime_r(&seconds, &parts)) return {};
  char text[64];
  return {text, std::strftime(text, sizeof text, "%F %T", &parts)};
}

std::string iso8601(double unix) {
  const auto milliseconds = std::llround(in_bounds(unix) * 1000);
  const auto fraction = static_cast<int>(((milliseconds % 1000) + 1000) % 1000);
  const auto seconds = static_cast<std::time_t>((milliseconds - fraction) / 1000);
  std::tm parts{};
  if (!::gmtime_r(&seconds, &parts)) return {};
  char text[64];
  const auto length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  std::string result(text, length);
  if (fraction != 0) {
    std::snprintf(text, sizeof text, ".%03d", fraction);
    result += text;
  }
  return result + "Z";
}

Fd timer(std::chrono::milliseconds after) noexcept {
  Fd fd{::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC)};
  itimerspec setting{};
  setting.it_value = {after.count() / 1000, after.count() % 1000 * 1'000'000};
  if (fd) ::timerfd_settime(fd.get(), 0, &setting, nullptr);
  return fd;
}

}  // namespace liftoff::posix
