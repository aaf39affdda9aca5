#pragma once
#include <optional>
#include <string>

namespace liftoff::posix {

/// The file that a name without `/` finds on PATH, or nothing.
std::optional<std::string> find_program(const std::string& name);
/// A regular file that this user may execute; links are followed.
bool is_executable(const std::string& path);

}  // namespace liftoff::posix
