#pragma once
#include <string>

#include <liftoff/export.hpp>

#include "report/results_table.hpp"

namespace liftoff::report {

/// Comma-separated values (RFC 4180, lines end in a line feed): path, the parameters that vary, how the runs stand, and
/// mean, deviation and number of each metric; with individual runs their metrics alone. Columns have different names.
LIFTOFF_TOOLS_API std::string results_table_csv(const metrics::ResultsTable& table, const TableView& view);

}  // namespace liftoff::report
