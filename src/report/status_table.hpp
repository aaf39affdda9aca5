#pragma once
// The table of experiments.
#include <string>
#include <vector>

#include <liftoff/export.hpp>
#include <liftoff/status.hpp>

#include "report/color.hpp"

namespace liftoff::report {

enum class Legend { None, Letters, All };

struct StatusView {
  bool brief = false;     ///< the short table: no times
  std::size_t width = 0;  ///< columns of the terminal; 0: no limit
  Legend legend = Legend::None;
  std::string more = {};  ///< what is to be known besides the letters
};

/// Lines with their newlines. Without experiments: none.
LIFTOFF_TOOLS_API std::vector<std::string> status_lines(const std::vector<ExperimentSummary>& experiments,
                                                        const StatusView& view, const Style& style);

}  // namespace liftoff::report
