#pragma once
// What `liftoff-results table` prints for people.
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

}  // namespace liftoff::report
