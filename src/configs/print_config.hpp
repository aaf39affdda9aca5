#pragma once
// The door through which the Python package gets configurations: one JSON object
// {"schema_version":1,"experiment":"name","configs":[…]} with configurations as typed JSON.
#include <string>

#include <liftoff/config.hpp>
#include <liftoff/export.hpp>

namespace liftoff::configs {

/// What is selected, merged. Errors: Usage.
LIFTOFF_TOOLS_API std::string print_selection(const ConfigSelection& selection, Warnings& warnings);
/// One file as it is, nothing added. Errors: Usage.
LIFTOFF_TOOLS_API std::string print_file(const std::string& path);

}  // namespace liftoff::configs
