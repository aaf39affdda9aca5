#pragma once
// liftoff-prepare: one configuration for every combination of values. What it leaves besides the
// configurations is described in configs/prepare_manifest.hpp.
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <liftoff/config.hpp>
#include <liftoff/export.hpp>

namespace liftoff::configs {

enum class PrepareMode {
  Create,  ///< refuses where generated configurations are there already
  Force,   ///< replaces them
  Clean,   ///< deletes them and stops
  DryRun,  ///< changes nothing
};

struct PrepareRequest {
  std::string experiment;
  std::string configs_dir = "./configs";
  PrepareMode mode = PrepareMode::Create;
  /// Called for each configuration with its name (without .yaml) and title, in their order. May be empty.
  std::function<void(std::string_view file, std::string_view title)> each;
};

struct PrepareResult {
  struct VariableSummary {
    std::string name;
    std::size_t values = 0;
  };
  std::string folder;
  std::vector<VariableSummary> variables;  ///< empty after Clean
  std::size_t excluded_pairs = 0;
  std::int64_t count = 0;    ///< configurations generated, or to be
  std::int64_t deleted = 0;  ///< configurations deleted
  Warnings warnings;
};

/// Nothing is written or deleted before all of config.yaml is known to be right.
/// Errors: Usage for a wrong experiment or config.yaml, or files in the way; System.
LIFTOFF_TOOLS_API PrepareResult prepare(const PrepareRequest& request);

}  // namespace liftoff::configs
