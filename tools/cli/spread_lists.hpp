#pragma once
#include <string>
#include <vector>

#include "options/option.hpp"

namespace liftoff::tools::cli {

/// Gives each value of an option that takes several (`--gpus 0 1`, `-c a b`) the option of its own that CLI11
/// needs to keep them apart from SCRIPT: a list ends at the first word that the table says is none of it (a GPU list at
/// the first word that is not a GPU, a list of configurations at the next option). Where a value that may be left out
/// is followed by a word that is none, it is written out (`-w sweep` is `--watch=1 sweep`).
std::vector<std::string> spread_lists(const std::vector<std::string>& arguments, options::Forms form);

}  // namespace liftoff::tools::cli
