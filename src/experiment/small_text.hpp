#pragma once
#include <string>

namespace liftoff::experiment {

/// The content of a small file such as `.__comment`, without line ends and blanks at its end; empty where it can't be
/// read, cut where it is long.
std::string small_text(int folder, const char* name);

}  // namespace liftoff::experiment
