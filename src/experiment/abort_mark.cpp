#include "experiment/abort_mark.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include <fmt/format.h>

#include <liftoff/error.hpp>

#include "experiment/layout.hpp"
#include "posix/clock.hpp"
#include "posix/file.hpp"
#include "text/whole_number.hpp"

namespace liftoff::experiment {

namespace {

constexpr double longest_grace = 1e9;  ///< seconds, as of --grace

std::int64_t grace_from(double seconds) { return text::whole_number(std::clamp(seconds, 0.0, longest_grace) * 1000); }

std::optional<double> number_after(std::string_view key, const std::string& text) {
  const auto at = text.find(key);
  if (at == std::string::npos) return std::nullopt;
  return std::atof(text.c_str() + at + key.size());
}

}  // namespace

std::optional<AbortMark> read_abort_mark(int experiment) noexcept {
  if (posix::info(experiment, names::abort).kind == posix::FileKind::None) return std::nullopt;
  AbortMark mark;
  try {
    const auto text = posix::read_file(experiment, names::abort).value_or("");
    if (const auto grace = number_after("\"grace\":", text)) mark.grace = std::chrono::milliseconds(grace_from(*grace));
    mark.at = number_after("\"at\":", text).value_or(0);
  } catch (const Error&) {
    return mark;
  }
  return mark;
}

void write_abort_mark(int experiment, const AbortMark& mark) {
  const auto grace = static_cast<double>(mark.grace.count()) / 1000;
  posix::publish_file(experiment, names::abort,
                      fmt::format("{{\"v\":1,\"grace\":{:.3f},\"at\":{:.3f}}}\n", grace, posix::unix_time()));
}

bool remove_abort_mark(int experiment) { return posix::remove_file(experiment, names::abort); }

}  // namespace liftoff::experiment
