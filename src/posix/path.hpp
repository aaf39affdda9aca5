#pragma once
// Paths as text.
#include <optional>
#include <string>

namespace liftoff::posix {

/// An absolute path without `.` and `..`, links resolved where the path exists.
std::string absolute_path(const std::string& path);
std::string working_directory();

/// A link that leads nowhere.
struct DanglingLink {
  std::string link, target;
};
/// The first of the path's components that is one.
std::optional<DanglingLink> dangling_link(const std::string& path);

}  // namespace liftoff::posix
