#pragma once
// The first line of a part of the plan; plan.hpp describes it.
#include <string>
#include <string_view>

#include "experiment/plan.hpp"

namespace liftoff::experiment {

/// With its newline; as long for every count and layout. The format is the newest.
std::string header_line(const PlanHeader& header);
/// Errors: Usage, for what is no header, or one of a format that is not known here.
PlanHeader parse_header(std::string_view line);

/// Whether a name leads to something directly in the experiment's folder.
bool is_plain_name(std::string_view name);
/// Whether it plans more than `most_runs`.
bool is_too_large(const PlanHeader& header);

/// Errors: Usage, always: "the experiment's plan WHAT".
[[noreturn]] void damaged_plan(const std::string& what);

}  // namespace liftoff::experiment
