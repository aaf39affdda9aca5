#pragma once
// The table of options: one row each. Adding an option is a member in options/options.hpp and a row in the table.
#include <optional>
#include <string_view>
#include <vector>

#include <liftoff/export.hpp>

#include "options/option.hpp"

namespace liftoff::options {

/// All rows, in the order in which --help shows them.
LIFTOFF_TOOLS_API const std::vector<Option>& table();

/// The row of that name ("--procs-no", "-p") among those of a form, or nullptr.
LIFTOFF_TOOLS_API const Option* find_option(Forms form, std::string_view name);
/// The rows that a settings key ("procs_no") stands for: of those that may be settings, or all.
std::vector<const Option*> options_of_key(std::string_view key, bool settings_only);

/// Fills what neither the command line nor settings have given with what holds without it.
LIFTOFF_TOOLS_API void fill_in(Options& to, Forms form);

/// "-p" and "--procs-no", as the form has them.
LIFTOFF_TOOLS_API std::vector<std::string> names_in(const Option& option, Forms form);

/// The name that was meant, of a form's options; nothing where none is near.
LIFTOFF_TOOLS_API std::optional<std::string> nearest_option(Forms form, std::string_view name);
/// The same for keys of settings.
std::optional<std::string> nearest_setting(std::string_view key);

}  // namespace liftoff::options
