#pragma once
#include <string>
#include <vector>

namespace liftoff::tools {

/// Gives each value of an option that takes several (`--gpus 0 1`, `-c a b`) the option of its own that CLI11
/// needs to keep them apart from SCRIPT: a GPU list ends at the first word that is no GPU, a list of
/// configurations at the next option.
std::vector<std::string> spread_lists(const std::vector<std::string>& arguments);

}  // namespace liftoff::tools
