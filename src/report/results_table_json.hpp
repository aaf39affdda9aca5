#pragma once
#include <string>

#include <liftoff/export.hpp>

#include "report/results_table.hpp"

namespace liftoff::report {

/// {"schema_version", "parameters", "metrics", "over", "states", "left_out": {…}, "rows": [{"path", "title", "run_id",
/// "parameters", "runs", "waiting", "running", "crashed", "lost", "metrics": {NAME: {"mean", "sd", "n", "min",
/// "max"}}}]}; with individual runs "state" and plain numbers; with means over a parameter "paths", too.
LIFTOFF_TOOLS_API std::string results_table_json(const metrics::ResultsTable& table, const TableView& view);

}  // namespace liftoff::report
