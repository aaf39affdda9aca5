#pragma once
#include <cstdint>
#include <vector>

#include "metrics/table_row.hpp"

namespace liftoff::metrics {

/// Which of the keys 0 … `keys` - 1 differ among the rows, or are missing in some of those that have a configuration.
std::vector<std::uint32_t> varying_keys(const std::vector<TableRow>& rows, std::size_t keys);

}  // namespace liftoff::metrics
