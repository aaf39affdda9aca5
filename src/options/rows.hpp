#pragma once
// The parts of the table, by subject.
#include <vector>

#include "options/option.hpp"

namespace liftoff::options {

std::vector<Option> common_rows();
std::vector<Option> place_rows();
std::vector<Option> launch_rows();
std::vector<Option> run_rows();  ///< what the runs of a launch are given; among those of launch_rows()
std::vector<Option> prepare_rows();
std::vector<Option> status_rows();
std::vector<Option> abort_rows();
std::vector<Option> results_rows();

/// -w of one form or several.
Option watch_row(Forms forms, const char* help, const char* seconds, std::vector<const char*> excludes);
/// What runs may be, as experiment/run_state.hpp calls it.
std::vector<const char*> state_names();

}  // namespace liftoff::options
