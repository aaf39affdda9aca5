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
  Force,   ///< replaces them: combinations that are there keep their numbers
  Clean,   ///< deletes them and stops
};

/// What becomes of one generated configuration.
enum class PrepareStep {
  Created,
  Kept,     ///< under its number; written anew where its text differs
  Deleted,  ///< its combination has left the grid
};

struct PrepareRequest {
  std::string experiment;
  std::string configs_dir = "./configs";
  PrepareMode mode = PrepareMode::Create;
  bool dry_run = false;  ///< changes nothing, and fails where that would fail
  /// Called for each configuration with its name (without .yaml) and title: deleted ones first, then the others in the
  /// order of the grid. May be empty. Clean tells none.
  std::function<void(PrepareStep step, std::string_view file, std::string_view title)> each;
};

struct PrepareResult {
  struct VariableSummary {
    std::string name;
    std::size_t values = 0;
  };
  std::string folder;
  std::vector<VariableSummary> variables;  ///< empty after Clean
  std::size_t excluded_pairs = 0;
  std::int64_t created = 0, kept = 0, deleted = 0;  ///< configurations, done or to be done
  std::int64_t count() const { return created + kept; }
  Warnings warnings;
};

/// Nothing is written or deleted before all of config.yaml is known to be right.
/// Errors: Usage for a wrong experiment or config.yaml, or files in the way; System.
LIFTOFF_TOOLS_API PrepareResult prepare(const PrepareRequest& request);

}  // namespace liftoff::configs
