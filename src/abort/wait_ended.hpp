#pragma once
#include <liftoff/export.hpp>

#include "abort/live_parts.hpp"

namespace liftoff::abort {

/// Waits a few seconds for keepers that are ending and looks at the experiment anew. Whether anything of it lives.
LIFTOFF_TOOLS_API bool wait_ended(LiveParts& parts);

}  // namespace liftoff::abort
