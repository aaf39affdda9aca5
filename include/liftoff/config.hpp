#pragma once
// Reading and merging configurations. Rules: section "Configuration files" of README.md.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <liftoff/export.hpp>
#include <liftoff/value.hpp>
#include <liftoff/yaml.hpp>

namespace liftoff {

using Warnings = std::vector<std::string>;

/// parse_yaml() of a file. Errors: Usage for its content or absence, System where it can't be read.
LIFTOFF_API Value read_yaml(const std::string& path);

/// `diff` over `defaults`. Mappings meeting scalars are replaced, with a warning that names both places.
LIFTOFF_API Value merge(Value defaults, Value diff, Warnings& warnings);

/// Which configurations a command line names.
struct ConfigSelection {
  std::string configs_dir = "./configs";
  std::vector<std::string> files;           ///< -c; empty: {"default"}
  std::optional<std::string> default_file;  ///< -d; absent: "default" where it exists; "": none
  std::string experiment;                   ///< -e; empty: none. Overrides the two above
  std::string comment;                      ///< becomes `comment` unless the files say otherwise
  bool adds_commit = true;                  ///< false: `commit` is there only if the files have it
};

/// One merged configuration, without the keys that belong to a run (run_id, out_dir, cfg_dir, resume).
struct Configuration {
  std::string file;  ///< name without .yaml: what it is known by from launch to launch
  std::int64_t cfg_id = 0;
  std::string title;
  std::string experiment;
  Value value;  ///< a mapping; holds experiment, title, cfg_id, comment, commit
};

/// Reads and merges the selected configurations one after the other, in the order in which they
/// are named, those of an experiment by number (files without one follow by name); memory does not grow with their
/// number. Returns how many there were (at least one). Errors: Usage for unreadable or contradicting files, experiments
/// that were never prepared or whose preparation was interrupted. Stale preparations warn.
LIFTOFF_API std::size_t for_each_configuration(const ConfigSelection& selection, Warnings& warnings,
                                               const std::function<void(Configuration&&)>& use);

}  // namespace liftoff
