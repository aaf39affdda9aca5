#pragma once
#include <string>

#include <liftoff/value.hpp>

namespace liftoff::provenance {

/// "<7 hex>@<branch>", with "-dirty" where tracked files are changed; null outside git.
Value git_commit(const std::string& directory);

}  // namespace liftoff::provenance
