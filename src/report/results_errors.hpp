#pragma once
#include <string>
#include <vector>

#include <liftoff/export.hpp>

#include "failures/error_groups.hpp"
#include "report/color.hpp"

namespace liftoff::report {

/// Groups numbered from 1, each with an example and its last lines. `width` 0: lines are not cut.
LIFTOFF_TOOLS_API std::string error_groups_text(const failures::ErrorGroups& groups, const Style& style,
                                                std::size_t width);
/// {"schema_version", "runs", "failed", "groups": [{"count", "share", "kind", "message", "example", "file",
/// "exit_code", "signal", "last_lines"}]}
LIFTOFF_TOOLS_API std::string error_groups_json(const failures::ErrorGroups& groups);

}  // namespace liftoff::report
