#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <liftoff/export.hpp>

#include "experiment/original.hpp"
#include "keeper/traces.hpp"

namespace liftoff::abort {

/// One look at the processes of this machine, taken when it is first needed, for all experiments that are looked at.
class Look {
 public:
  const std::vector<posix::ProcessInfo>& processes();
  /// As keeper::VariableOf.
  std::optional<std::string> variable(int pid, const std::string& name);
  /// What the process's arguments say, where they are those of a program of the original.
  const std::optional<experiment::OriginalProgram>& original(int pid);

 private:
  std::optional<std::vector<posix::ProcessInfo>> processes_;
  std::map<std::pair<int, std::string>, std::optional<std::string>> variables_;
  std::map<int, std::optional<experiment::OriginalProgram>> originals_;
};

/// Whether this process can look at others at all, and open what it will have to: before it says that there is nothing.
/// Errors: System.
LIFTOFF_TOOLS_API void check_sight();

}  // namespace liftoff::abort
