#include "posix/path.hpp"

#include <filesystem>
#include <system_error>

namespace liftoff::posix {

std::string absolute_path(const std::string& path) {
  // Made absolute first: a path of which nothing exists would stay relative.
  const auto whole = std::filesystem::absolute(path);
  std::error_code error;
  const auto resolved = std::filesystem::weakly_canonical(whole, error);
  return error ? whole.lexically_normal().string() : resolved.string();
}

std::string working_directory() { return std::filesystem::current_path().string(); }

}  // namespace liftoff::posix
