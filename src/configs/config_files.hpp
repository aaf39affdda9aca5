#pragma once
// Where configurations lie: names and paths under the folder of configurations.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace liftoff::configs {

/// The name of an experiment as a folder and files may bear it, without the slash that a shell's
/// completion adds. Errors: Usage for an empty one, "/", a leading "." and control characters.
std::string checked_experiment_name(std::string_view name);

/// DIR/NAME.yaml, whether or not the name ends in .yaml already; an absolute name stands for itself.
std::string config_path(std::string_view configs_dir, std::string_view name);
/// What a configuration is called on the command line, without .yaml.
std::string config_name(std::string_view name);
/// DIR/EXPERIMENT; DIR itself for an empty experiment.
std::string folder_of_experiment(std::string_view configs_dir, std::string_view experiment);
/// Last part of a path, without .yaml.
std::string config_title(std::string_view name);

/// Error for a configuration that is not there: lists what is. `folder` is where it was looked for.
[[noreturn]] void fail_missing_config(const std::string& path, const std::string& folder);
/// The same for the folder of an experiment.
[[noreturn]] void fail_missing_experiment(const std::string& experiment, const std::string& configs_dir);

/// NAME for NAME_<digits>.yaml: the number; nothing for other names and numbers beyond 64 bits.
std::optional<std::int64_t> config_number(std::string_view file, std::string_view experiment);
/// The other way: NAME_7.yaml.
std::string numbered_name(std::string_view experiment, std::int64_t number);

/// Two configurations of an experiment bear one number; names with .yaml.
[[noreturn]] void fail_equal_numbers(const std::string& folder, std::string_view name, std::string_view other);

struct ExperimentFile {
  std::string name;  ///< without .yaml
  std::int64_t id = 0;
};
/// The configurations NAME_*.yaml of an experiment: numbered ones by number, then the others by
/// name, counted on from the greatest number. Errors: Usage for a number that stands twice.
std::vector<ExperimentFile> experiment_files(const std::string& folder, const std::string& experiment);

}  // namespace liftoff::configs
