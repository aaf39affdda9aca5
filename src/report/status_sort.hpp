#pragma once
// -s of liftoff-status.
#include <string_view>
#include <vector>

#include <liftoff/export.hpp>

#include "report/status_columns.hpp"

namespace liftoff::report {

/// The column of that title, or one of the parts of `W + R + C + L + S = Total`, in any case and with or without its
/// blanks and dots; `Done` stands for succeeded and crashed ones together. nullptr for an empty text. Errors: Usage,
/// with all that there are.
LIFTOFF_TOOLS_API const StatusColumn* parse_sort_key(std::string_view text);
/// Smallest first; what has no value comes last. Keeps the order of equals; without a column all of it.
LIFTOFF_TOOLS_API void sort_experiments(std::vector<ExperimentSummary>& experiments, const StatusColumn* column);

}  // namespace liftoff::report
