#pragma once
// Defaults for command lines: ./.liftoff.yaml over $XDG_CONFIG_HOME/liftoff/config.yaml (else
// ~/.config/liftoff/config.yaml). Keys are the long options, written with - or _; flags win over them.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <liftoff/config.hpp>
#include <liftoff/export.hpp>

namespace liftoff::configs {

/// The merged mapping; keys have `_` where they were written with `-`. Keys that no program knows
/// warn. Errors: Usage, "file:line: what".
LIFTOFF_TOOLS_API Value load_settings(Warnings& warnings);

/// The setting, or nothing where it is absent or null. Errors: Usage, "file:line: what", where it is
/// of another kind. A text may be written as a number; a list as a single value.
LIFTOFF_TOOLS_API std::optional<std::string> setting_text(const Value& settings, std::string_view key);
LIFTOFF_TOOLS_API std::optional<std::int64_t> setting_integer(const Value& settings, std::string_view key);
std::optional<bool> setting_flag(const Value& settings, std::string_view key);
LIFTOFF_TOOLS_API std::optional<std::vector<std::string>> setting_list(const Value& settings, std::string_view key);

}  // namespace liftoff::configs
