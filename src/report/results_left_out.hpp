#pragma once
// What a table of results has not, and how to see it.
#include <string>
#include <vector>

#include <liftoff/export.hpp>

#include "metrics/results_table.hpp"

namespace liftoff::report {

/// "9 configurations without metrics: --all": a piece for each kind of thing that is left out, what matters most first.
/// `no_room`: titles of columns.
LIFTOFF_TOOLS_API std::vector<std::string> left_out_texts(const metrics::ResultsTable& table, bool individual,
                                                          const std::vector<std::string>& no_room);
/// {"without_metrics", "not_counted": {STATE: RUNS}, "beyond_top", "equal_parameters"}
std::string left_out_json(const metrics::LeftOut& left);

}  // namespace liftoff::report
