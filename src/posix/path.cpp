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

std::optional<DanglingLink> dangling_link(const std::string& path) {
  std::filesystem::path so_far;
  std::error_code ignored;
  for (const auto& component : std::filesystem::path(path)) {
    so_far /= component;
    if (std::filesystem::is_symlink(so_far, ignored) && !std::filesystem::exists(so_far, ignored))
      return DanglingLink{so_far.string(), std::filesystem::read_symlink(so_far, ignored).string()};
  }
  return std::nullopt;
}

std::string working_directory() { return std::filesystem::current_path().string(); }

}  // namespace liftoff::posix
