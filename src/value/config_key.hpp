#pragma once
#include <string>
#include <string_view>

#include <liftoff/value.hpp>

namespace liftoff::value {

/// A key of a configuration mapping as it is written, taken apart.
struct ConfigKey {
  std::string_view name;  ///< without the trailing `_`, but for the keys that keep theirs
  bool opaque = false;    ///< whether it had one
};

/// "args_" is {"args", opaque}; a name of underscores alone stays as it is. A key with a leading `_` (`_target_`) and
/// one whose bare name is a keyword of Python (`lambda_`) keep their names as they are written, and are opaque all the
/// same.
ConfigKey split_config_key(std::string_view written) noexcept;

/// How the key of an entry is written: the other way. Precondition: a string key.
std::string written_key(const MapEntry& entry);

}  // namespace liftoff::value
