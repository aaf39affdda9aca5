#pragma once
// The forms of liftoff-results: what is added to the command line, and what is done.
#include <functional>
#include <optional>
#include <string>

#include "results/options.hpp"

namespace liftoff::tools {

/// One form: its options, and its work, which returns the exit status.
struct Form {
  CLI::App* app = nullptr;
  std::function<int(const Tool&)> work;
};

Form add_table_form(Tool& tool, SelectionOptions& selection);
Form add_errors_form(Tool& tool, SelectionOptions& selection);
Form add_diff_form(Tool& tool, SelectionOptions& selection);

}  // namespace liftoff::tools
