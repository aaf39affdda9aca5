#pragma once
// Paths as text.
#include <string>

namespace liftoff::posix {

/// An absolute path without `.` and `..`, links resolved where the path exists.
std::string absolute_path(const std::string& path);
std::string working_directory();

}  // namespace liftoff::posix
