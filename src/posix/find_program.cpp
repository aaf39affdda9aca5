#include "posix/find_program.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "posix/file_info.hpp"

namespace liftoff::posix {

bool is_executable(const std::string& path) {
  return info_followed(path).kind == FileKind::Regular && ::access(path.c_str(), X_OK) == 0;
}

std::optional<std::string> find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  if (!path || name.empty() || name.find('/') != std::string::npos) return std::nullopt;
  const std::string folders = path;
  for (std::size_t at = 0; at <= folders.size();) {
    const auto end = std::min(folders.find(':', at), folders.size());
    const auto folder = folders.substr(at, end - at);
    const auto candidate = (folder.empty() ? "." : folder) + "/" + name;
    if (is_executable(candidate)) return candidate;
    at = end + 1;
  }
  return std::nullopt;
}

}  // namespace liftoff::posix
