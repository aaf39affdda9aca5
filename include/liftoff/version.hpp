#pragma once
#include <liftoff/export.hpp>

namespace liftoff {

/// "MAJOR.MINOR.PATCH" of the library that is in use, which need not be the one that was compiled against.
LIFTOFF_API const char* version() noexcept;

}  // namespace liftoff
