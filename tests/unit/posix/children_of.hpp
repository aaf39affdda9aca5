#pragma once
#include "posix/process_tree.hpp"

namespace liftoff::test {

/// A rule for everything below one process.
inline posix::Belongs child_of(int pid) {
  return [pid](const posix::ProcessInfo& info) { return info.parent == pid; };
}

}  // namespace liftoff::test
