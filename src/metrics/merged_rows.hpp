#pragma once
#include <cstdint>
#include <vector>

#include "metrics/table_row.hpp"

namespace liftoff::metrics {

/// One row of all configurations of an experiment that differ in nothing but these parameters, which it no longer has,
/// at the place of the first. Rows without a configuration stay by themselves.
std::vector<TableRow> merged_rows(std::vector<TableRow>&& rows, const std::vector<std::uint32_t>& over);

}  // namespace liftoff::metrics
