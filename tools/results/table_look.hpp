#pragma once
// What `liftoff-results table` has to say, at one look.
#include <set>
#include <string>
#include <vector>

#include "options/options.hpp"
#include "report/color.hpp"
#include "results/complaint.hpp"

namespace liftoff::tools {

struct TableLook {
  bool any = false;                   ///< whether there is a line to show
  std::string text;                   ///< for standard output
  std::string problem;                ///< why there is none
  std::vector<std::string> left_out;  ///< what the last line says
  std::set<std::string> experiments;  ///< folders of those that were looked at
};

/// Errors: Usage; Failed, where what is asked for is not among what was measured.
TableLook look_at_table(const options::Options& options, const report::Style& style,
                        const results::Complaint& complain);

}  // namespace liftoff::tools
