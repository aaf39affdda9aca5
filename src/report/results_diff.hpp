#pragma once
#include <string>

#include <liftoff/export.hpp>

#include "metrics/named_run.hpp"
#include "metrics/run_diff.hpp"
#include "report/color.hpp"

namespace liftoff::report {

/// A part each for configuration, outcome and metrics; parts without differences are left out. `width` 0: no limit.
LIFTOFF_TOOLS_API std::string run_diff_text(const metrics::RunDiff& diff, const metrics::NamedRun& first,
                                            const metrics::NamedRun& second, const Style& style, std::size_t width);
/// {"schema_version", "runs": [PATH, PATH], "configuration": [{"key", "values": [A, B]}], "outcome": […], "metrics":
/// […]}; null where a run has no such thing.
LIFTOFF_TOOLS_API std::string run_diff_json(const metrics::RunDiff& diff, const metrics::NamedRun& first,
                                            const metrics::NamedRun& second);

}  // namespace liftoff::report
