#include "posix/user.hpp"

#include <unistd.h>

#include <cstdlib>

namespace liftoff::posix {

std::uint32_t effective_user() { return ::geteuid(); }

std::string environment_value(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

int own_pid() { return ::getpid(); }

}  // namespace liftoff::posix
