#pragma once
// The order of a table's rows.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <liftoff/export.hpp>
#include <liftoff/value.hpp>

#include "metrics/table_row.hpp"

namespace liftoff::metrics {

enum class Aggregate { Mean, Min, Max };
struct SortBy {
  std::string name;                ///< a metric, or a parameter
  std::optional<bool> descending;  ///< absent: the best metric first, the least parameter first
  Aggregate aggregate = Aggregate::Mean;
};
/// METRIC[:asc|desc][:mean|min|max]. Errors: Usage.
LIFTOFF_TOOLS_API SortBy parse_sort(std::string_view text);

/// Of a metric. Errors: Usage, where it is not known what is best.
bool is_descending(const SortBy& by);

/// Both are stable. Rows that have not measured it, or NaN, come last.
void sort_by_metric(std::vector<TableRow>& rows, std::uint32_t metric, const SortBy& by);

using ParameterOf = std::function<const Value*(const TableRow&)>;
/// Numbers first, then text; what has no order in Python (null, lists, mappings, NaN) and rows without it come last.
void sort_by_parameter(std::vector<TableRow>& rows, const ParameterOf& parameter, bool descending);

}  // namespace liftoff::metrics
