#pragma once
#include <optional>

namespace liftoff::tools {

/// `liftoff --keep CONTEXT CONFIGURATION RUN`, which no help shows: this process keeps one run of a launch that wrote
/// its context to a file (keeper/context.hpp). Prints the report (keeper/messages.hpp). Nothing where this is not
/// asked for, else the exit status.
std::optional<int> keep_if_asked(int argc, char** argv);

}  // namespace liftoff::tools
