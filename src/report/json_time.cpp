#include "report/json_time.hpp"

#include "posix/clock.hpp"
#include "text/json_text.hpp"

namespace liftoff::report {

std::string json_time(const std::optional<double>& unix_seconds) {
  return text::json_or_null(unix_seconds, [](double at) { return text::json_quoted(posix::iso8601(at)); });
}

}  // namespace liftoff::report
