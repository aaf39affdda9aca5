#pragma once
// What `liftoff-results table` prints.
#include <cstdint>
#include <string>
#include <vector>

#include <liftoff/export.hpp>

#include "metrics/results_table.hpp"
#include "report/color.hpp"

namespace liftoff::report {

struct TableView {
  std::vector<std::uint32_t> metrics;  ///< to be shown, in this order
  bool individual = false;
  bool several_experiments = false;
  std::size_t width = 0;  ///< columns of the terminal; 0: no limit
};

struct ShownTable {
  std::string text;                   ///< lines with their newlines
  std::vector<std::string> left_out;  ///< columns that found no room
};
LIFTOFF_TOOLS_API ShownTable results_table_text(const metrics::ResultsTable& table, const TableView& view,
                                                const Style& style);
LIFTOFF_TOOLS_API std::string results_table_csv(const metrics::ResultsTable& table, const TableView& view);
/// {"schema_version", "parameters", "metrics", "rows": [{"path", "title", "run_id", "parameters", "runs", "waiting",
/// "running", "crashed", "lost", "metrics": {NAME: {"mean", "sd", "n", "min", "max"}}}]}; with individual runs "state"
/// and plain numbers.
LIFTOFF_TOOLS_API std::string results_table_json(const metrics::ResultsTable& table, const TableView& view);

}  // namespace liftoff::report
