#pragma once
// Reading, merging and writing configurations. Rules: section "Configuration files" of README.md.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <liftoff/value.hpp>

namespace liftoff {

using Warnings = std::vector<std::string>;

/// Reads one YAML document: scalars resolve as OmegaConf 2.x does, keys with a trailing `_` become
/// opaque. An empty document is an empty mapping where `text` is a configuration.
/// Errors: Usage, "name:line: what".
Value parse_yaml(std::string_view text, const std::string& name);
/// The same, from a file. Errors: Usage for its content or absence, System where it can't be read.
Value read_yaml(const std::string& path);

/// Block style, keys in their order, opaque keys with their `_`. Reads back to an equal value here
/// and in PyYAML's SafeLoader. Ends in a newline.
std::string to_yaml(const Value& value);

/// `diff` over `defaults`. Mappings meeting scalars are replaced, with a warning that names both places.
Value merge(Value defaults, Value diff, Warnings& warnings);

/// What a plain (unquoted) scalar means.
Value resolve_scalar(std::string_view plain);

/// As Python's str() prints the value; strings unquoted at the top, quoted inside containers.
std::string python_str(const Value& value);

/// JSON in which nothing is lost: opaque keys keep their `_`, NaN and Infinity are bare tokens,
/// integers of any length are digits, and a mapping that JSON can't say (keys that are no strings,
/// or that begin with `$`) is {"$map": [[key, value], ...]}. Read by the Python package.
std::string to_typed_json(const Value& value);
/// Errors: Usage.
Value parse_typed_json(std::string_view text);

/// Which configurations a command line names.
struct ConfigSelection {
  std::string configs_dir = "./configs";
  std::vector<std::string> files;           ///< -c; empty: {"default"}
  std::optional<std::string> default_file;  ///< -d; absent: "default" where it exists; "": none
  std::string experiment;                   ///< -e; empty: none. Overrides the two above
  std::string comment;                      ///< becomes `comment` unless the files say otherwise
};

/// One merged configuration, without the keys that belong to a run (run_id, out_dir, cfg_dir, resume).
struct Configuration {
  std::string file;        ///< name without .yaml: what it is known by from launch to launch
  std::int64_t cfg_id = 0;
  std::string title;
  std::string experiment;
  Value value;             ///< a mapping; holds experiment, title, cfg_id, comment, commit
};

/// Reads and merges the selected configurations one after the other, in the order of section 1;
/// memory does not grow with their number. Returns how many there were (at least one).
/// Errors: Usage for unreadable or contradicting files, experiments that were never prepared or
/// whose preparation was interrupted. Stale preparations warn.
std::size_t for_each_configuration(const ConfigSelection& selection, Warnings& warnings,
                                   const std::function<void(Configuration&&)>& use);

/// "<7 hex>@<branch>", with "-dirty" where tracked files are changed; null outside git.
Value git_commit(const std::string& directory);

}  // namespace liftoff
