#include "text/folder_name.hpp"

#include <algorithm>

#include "text/characters.hpp"

namespace liftoff::text {

static_assert(longest_folder_name == 200, "the message below says so");

std::string_view fault_of_folder_name(std::string_view name) noexcept {
  if (name.empty()) return "it is empty";
  if (name.find('/') != std::string_view::npos) return "it holds a '/'";
  if (name.front() == '.') return "it begins with '.'";
  if (std::any_of(name.begin(), name.end(), is_control)) return "it holds control characters";
  if (name.size() > longest_folder_name) return "it is longer than 200 bytes";
  return {};
}

}  // namespace liftoff::text
