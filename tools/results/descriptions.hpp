#pragma once
#include "cli/command_line.hpp"

namespace liftoff::tools {

/// What --help says of liftoff-results and its forms.
cli::Description results_description();

}  // namespace liftoff::tools
