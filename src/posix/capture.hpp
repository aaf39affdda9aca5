#pragma once
// Work that another process does, and what it said.
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace liftoff::posix {

struct Captured {
  int status = 0;  ///< exit code, or 128+signal
  std::string out;
  std::string err;
};
/// Runs a program found on PATH to its end with no standard input. Nothing where it can't be started or takes longer
/// than `limit` (it is killed then). It starts in `directory`, or where this process is.
std::optional<Captured> capture(const std::vector<std::string>& argv, std::chrono::milliseconds limit,
                                const std::string& directory = {});

/// Runs `work` in a forked child and returns what it returned; nothing where the child died or took longer than
/// `limit`. For code that may crash or hang the process it is loaded into.
std::optional<std::string> in_child(const std::function<std::string()>& work, std::chrono::milliseconds limit);

}  // namespace liftoff::posix
