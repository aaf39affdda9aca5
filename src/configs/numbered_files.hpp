#pragma once
// The files EXPERIMENT_<digits>.yaml of an experiment: what liftoff-prepare made, and what people wrote.
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "configs/numbering.hpp"
#include "configs/prepare_manifest.hpp"

namespace liftoff::configs {

struct NumberedFile {
  std::string name;  ///< with .yaml
  std::int64_t number = 0;
};

/// By number.
struct NumberedFiles {
  std::vector<NumberedFile> generated;  ///< the manifest names them, or they hold `_experiment_parameters`
  std::vector<NumberedFile> by_hand;    ///< all others: never deleted, never written over
  std::vector<NumberedFile> folders;    ///< no configurations, but in the way of one

  std::set<std::int64_t> reserved() const;
  /// Errors: Usage where two files bear one number, as for a launch. `path`: their folder.
  void check_numbers(const std::string& path) const;
};

/// `folder` is open at `path`. Files that the manifest doesn't name are read. Errors: System.
NumberedFiles numbered_files(int folder, const std::string& path, const std::string& experiment,
                             const std::optional<PrepareManifest>& manifest);

/// What all configurations of an experiment are merged over.
class ExperimentDefaults {
 public:
  /// default.yaml in `folder`; nothing where there is none. Errors: Usage.
  explicit ExperimentDefaults(const std::string& folder);
  const Map& map() const { return *value_.get_if<Map>(); }
  /// Of a configuration that was read with map() as its defaults, once it is merged.
  Identity identity_of(Value configuration) const;

 private:
  Value value_;
};

/// What the generated files stand for. One that can't be read stands for nothing.
std::vector<NumberedIdentity> identities_of(const std::string& path, const std::vector<NumberedFile>& generated,
                                            const ExperimentDefaults& defaults);

}  // namespace liftoff::configs
