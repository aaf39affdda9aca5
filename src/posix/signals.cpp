#include "posix/signals.hpp"

#include <csignal>
#include <cstring>

namespace liftoff::posix {

std::string signal_name(int signal) {
  const char* name = ::sigabbrev_np(signal);
  return "SIG" + (name ? std::string(name) : std::to_string(signal));
}

}  // namespace liftoff::posix
