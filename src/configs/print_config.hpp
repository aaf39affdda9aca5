#pragma once
// The door through which the Python package gets configurations: one JSON object
// {"schema_version":1,"experiment":"name","configs":[…]} with configurations as typed JSON.
#include <string>
#include <vector>

#include <liftoff/config.hpp>
#include <liftoff/export.hpp>

namespace liftoff::configs {

/// What is selected, merged, with the values of `words` (configs/overrides.hpp), and where results go. Errors: Usage.
LIFTOFF_TOOLS_API std::string print_selection(const ConfigSelection& selection, const std::vector<std::string>& words,
                                              const std::string& results_dir, Warnings& warnings);
/// One file as it is, nothing added. `words` may name nothing that it has. Errors: Usage.
LIFTOFF_TOOLS_API std::string print_file(const std::string& path, const std::vector<std::string>& words,
                                         Warnings& warnings);

}  // namespace liftoff::configs
