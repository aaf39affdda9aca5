#pragma once
#include <string>

#include <liftoff/export.hpp>

#include "keeper/messages.hpp"

namespace liftoff::keeper {

/// Keeps one run of a launch that this process is no child of: all it knows of it is a context that was written to a
/// file. This process becomes the keeper: it leads a session, is the parent of orphans, and works in the context's
/// directory. For a process of its own, once. Errors: System, Usage, where not even a keeper could be made.
LIFTOFF_TOOLS_API RunReport keep_alone(const std::string& context_file, RunOrder order);

/// 0 where the run has ended well, now or before; 3 where the system refused; 1 for all else.
LIFTOFF_TOOLS_API int exit_status(const RunReport& report);

}  // namespace liftoff::keeper
