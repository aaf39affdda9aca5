#pragma once
#include <string>
#include <vector>

#include <liftoff/export.hpp>
#include <liftoff/status.hpp>

namespace liftoff::report {

/// The document of `liftoff-status --json`, with its newline. Members come from the table of columns.
LIFTOFF_TOOLS_API std::string status_json(const std::vector<ExperimentSummary>& experiments);

}  // namespace liftoff::report
