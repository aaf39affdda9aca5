#pragma once
#include <cstdint>
#include <string>

namespace liftoff::posix {

std::uint32_t effective_user();
/// The value of an environment variable; empty where unset.
std::string environment_value(const char* name);
int own_pid();

}  // namespace liftoff::posix
