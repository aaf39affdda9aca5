#pragma once
#include <string>

namespace liftoff::posix {

/// "SIGSEGV"; "SIG40" for one without a name.
std::string signal_name(int signal);

}  // namespace liftoff::posix
