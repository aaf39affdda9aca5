#pragma once
// What shells say of the commands of a script. Pure.
#include <optional>
#include <string_view>

#include "failures/found_error.hpp"

namespace liftoff::failures {

/// The signal that ended a command: "Killed", "s.sh: line 3: 99 Segmentation fault (core dumped) ./a".
std::optional<int> signal_noticed(std::string_view line);

/// "bash: line 3: foo: command not found" and its like, also the notice of a signal.
std::optional<FoundError> shell_message(const Lines& lines, std::size_t at);

}  // namespace liftoff::failures
