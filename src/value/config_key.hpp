#pragma once
#include <string_view>

namespace liftoff::value {

/// A key of a configuration mapping as it is written, taken apart.
struct ConfigKey {
  std::string_view name;  ///< without the trailing `_`
  bool opaque = false;    ///< whether it had one
};

/// "args_" is {"args", opaque}; a name of underscores alone stays as it is.
inline ConfigKey split_config_key(std::string_view written) noexcept {
  const auto last = written.find_last_not_of('_');
  if (last == std::string_view::npos) return {written, false};
  return {written.substr(0, last + 1), last + 1 < written.size()};
}

}  // namespace liftoff::value
